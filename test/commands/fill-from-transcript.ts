import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureLive } from '../../src/commands/capture-live.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { fillFromTranscript, type FillInput } from '../../src/commands/fill-from-transcript.js'
import type { Gap } from '../../src/core/capture/gap.js'
import type { Marker } from '../../src/core/capture/marker.js'
import { parseFill } from '../../src/core/filling/fill-lines.js'
import { partName } from '../../src/core/session/part-name.js'
import { appendGaps, readGaps } from '../../src/shell/parts/gap-file.js'
import { markerFile, readMarker } from '../../src/shell/parts/marker-file.js'
import { readWaiting, writeWaiting } from '../../src/shell/parts/waiting-file.js'
import { bareSession } from '../helpers/bare-session.js'
import { capturedSession } from '../helpers/captured-session.js'
import { claudeSimulator } from '../helpers/claude-simulator.js'
import { commandStage } from '../helpers/command-stage.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { seeded } from '../helpers/seeded.js'
import { transcriptLines } from '../helpers/transcript-lines.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

/** A simulated Claude Code in a captured pane, without hooks. `spoken` is what was said, `counts` how often each of it stands in the parts. */
const stage = async (t: Test, renderer: 'classic' | 'fullscreen') => {
  const staged = commandStage(t)
  const { server, pane, environment, id, live, history } = staged
  const home = server.env.HOME ?? ''
  const [project, config] = [join(home, 'project'), join(home, '.claude')]
  for (const directory of [project, config]) mkdirSync(directory, { recursive: true })
  const random = seeded(20_261_123)
  t.comment(`seed ${random.seed}`)
  const pid = Number(server.tmux('display-message', '-p', '-t', pane.id, '#{pane_pid}'))
  const claude = claudeSimulator({ pane, configDirectory: config, project, renderer, random, hooks: 'none', width: 80, height: 24, pid })
  await begin(environment, id, { pane: pane.id, project })
  await claude.start()
  const captured = (directory: string = live): string[] => readCaptured(directory, 1).lines
  const count = (directory: string): Record<string, number> => {
    const text = captured(directory).join('\n')
    const tokens = claude.turns.flatMap(({ promptToken, answerTokens }) => [promptToken, ...answerTokens])
    return Object.fromEntries(tokens.map(token => [token, text.split(token).length - 1]))
  }
  const once = (message: string, directory: string = live): void => void t.same(Object.entries(count(directory)).filter(([, times]) => times !== 1), [], message)
  const fills = (directory: string = live): number => captured(directory).filter(line => parseFill(line)?.edge === 'begin').length
  return { ...staged, claude, captured, once, fills, history }
}

t.test('what the pane shows is captured from the pane and not filled in', here, async t => {
  const { environment, id, claude, once, fills, history } = await stage(t, 'classic')
  for (let turn = 0; turn < 4; turn += 1) {
    await claude.turn({ tools: 1 })
    await captureTick(environment, id)
  }
  await end(environment, id)
  once('each text once', history)
  t.equal(fills(history), 0)
})

t.test('behind a full-screen program all that is said is filled in, each text once, whatever the number of ticks', here, async t => {
  const { environment, id, claude, once, fills, history } = await stage(t, 'fullscreen')
  for (let turn = 0; turn < 3; turn += 1) {
    await claude.turn({ tools: 1 })
    await captureTick(environment, id)
    await captureTick(environment, id)
  }
  once('at once')
  t.equal(fills(), 3)
  await end(environment, id)
  once('and not again at the end', history)
})

t.test('what a wipe took before anybody looked is filled in behind the gap, which names it', here, async t => {
  const { environment, id, claude, pane, live, captured, once } = await stage(t, 'classic')
  await claude.turn({ tools: 0, paragraphs: 30 })
  await captureTick(environment, id)
  const turn = await claude.turn({ tools: 0, paragraphs: 2 })
  pane.write('\u001b[2J\u001b[3J\u001b[H')
  pane.write(Array.from({ length: 40 }, (_, index) => `shell line ${index}\r\n`).join(''))
  const { filled } = await captureLive(environment, id, { final: true, rolls: false })
  t.ok(filled >= 2, `${filled} records`)
  once('each text once')
  const gap = readGaps(join(live, 'gaps.jsonl')).find(({ why }) => why === 'cleared')
  t.match(gap?.filled, /^transcript\.jsonl: \d+ records?, \S+ to \S+$/)
  const lines = captured()
  const [from, said, to] = [lines.findIndex(line => parseFill(line)?.edge === 'begin'), lines.findIndex(line => line.includes(turn.promptToken)), lines.findIndex(line => parseFill(line)?.edge === 'end')]
  t.ok(from < said && said < to, 'between two marked lines')
  t.ok(to < lines.findIndex(line => line === 'shell line 0'), 'before what the pane shows after the wipe')
})

t.test('a secret that only the transcript has is taken out', here, async t => {
  const { environment, id, claude, captured } = await stage(t, 'fullscreen')
  const secret = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
  await claude.turn({ tools: 0, prompt: `use ${secret} here` })
  await captureTick(environment, id)
  t.notMatch(captured().join('\n'), secret)
  t.match(captured().join('\n'), 'use [redacted:')
})

t.test('when the marker is lost, what was filled in is found in the parts and not filled in again', here, async t => {
  const { environment, id, claude, live, once, fills } = await stage(t, 'fullscreen')
  await claude.turn({ tools: 0 })
  await captureTick(environment, id)
  const before = fills()
  rmSync(markerFile(live, id))
  await captureTick(environment, id)
  once('each text once')
  t.equal(fills(), before)
  await claude.turn({ tools: 0 })
  await captureTick(environment, id)
  once('and what is new')
  t.match(readFileSync(markerFile(live, id), 'utf8'), /accounted_file = "transcript\.jsonl"/)
})

const began = Date.UTC(2026, 0, 1)
/** Records of what was typed; `at`: when, in seconds from the beginning. */
const typed = (...said: readonly (readonly [text: string, at: number])[]): string => {
  const log = transcriptLines()
  for (const [text, at] of said) log.add({ type: 'user', message: { role: 'user', content: text }, timestamp: new Date(began + at * 1_000).toISOString() })
  return log.text()
}

/** A session on the disk: lines in its part, the first copy of its transcript. A look goes on from the marker of the one before. */
const onDisk = (t: Test, part: readonly string[], transcript: string) => {
  const { id, directory, environment } = capturedSession(t, [part])
  const put = (name: string, text: string): void => writeFileSync(join(directory, name), text)
  put('transcript.jsonl', transcript)
  let marker: Marker = { ...(readMarker(directory, id) as Marker), accountedFile: 'transcript.jsonl' }
  const input: FillInput = { id, directory, number: 1, rotateLines: 60_000, paths: environment.paths, redact: false, captured: [], shown: [], alternate: false, startedMs: began, previousLookMs: began, earlier: () => [] }
  const look = (given: Partial<FillInput> = {}, from: Partial<Marker> = {}): number => {
    const { marker: next, records } = fillFromTranscript({ ...input, ...given }, { ...marker, ...from })
    marker = next
    return records
  }
  const said = (): string[] => readCaptured(directory, 1).lines.slice(part.length).filter(line => line.startsWith('❯'))
  return { id, directory, environment, put, look, said, marker: () => marker }
}

t.test('a text that the screen shows waits; when it is gone from there and in no part it is filled in', async t => {
  const { id, directory, look, said, marker } = onDisk(t, ['captured'], `no record\n${typed(['one', 1], ['two', 2])}`)
  const open = readdirSync('/proc/self/fd').length
  t.equal(look({ shown: ['❯ one', '❯ two'] }), 0)
  t.equal(readWaiting(directory, id).length, 2)
  t.strictSame(readMarker(directory, id), marker(), 'and is accounted for')
  t.equal(marker().accounted, readFileSync(join(directory, 'transcript.jsonl')).length)
  t.equal(look({ shown: ['❯ two'] }), 1)
  t.same([said(), readWaiting(directory, id).length], [['❯ one'], 1])
  appendFileSync(join(directory, partName(1, 1)), '❯ two\n')
  t.equal(look(), 0, 'what was captured meanwhile waits no more')
  t.same(readWaiting(directory, id), [])
  const before = marker()
  t.equal(look(), 0)
  t.strictSame(marker(), before, 'then there is nothing to do')
  t.equal(readdirSync('/proc/self/fd').length, open)
})

t.test('what waited for the session before is read from its copy, and from nothing else', async t => {
  const { id, directory, environment, put, look, said } = onDisk(t, ['captured'], '')
  bareSession(t, typed(['of the session before', 1]), { id: 'before', status: 'ended' }, environment)
  put('other.jsonl', typed(['of no copy', 1]))
  writeWaiting(directory, id, ['before/transcript.jsonl', 'no-session/transcript.jsonl', '../transcript.jsonl', 'other.jsonl', 'transcript.9.jsonl'].map(file => ({ file, offset: 0 })))
  t.equal(look(), 1)
  t.same(said(), ['❯ of the session before'])
})

t.test('the copies after the one that is accounted for are read to the last, from their start', async t => {
  const { put, look, said, marker } = onDisk(t, ['captured'], typed(['long ago', 1]))
  put('transcript.2.jsonl', typed(['accounted for', 1], ['two', 2]))
  put('transcript.3.jsonl', typed(['three', 3]))
  put('transcript.4.jsonl', typed(['four', 4]))
  t.equal(look({ alternate: true }, { accountedFile: 'transcript.2.jsonl', accounted: typed(['accounted for', 1]).length }), 3)
  t.same(said(), ['❯ two', '❯ three', '❯ four'])
  t.match(marker(), { accountedFile: 'transcript.4.jsonl', accounted: typed(['four', 4]).length })
  t.equal(look({ alternate: true }), 0)
})

t.test('a record that waits and is not accounted for, as a crash leaves it, is one; the same place in another copy is another', async t => {
  const { id, directory, put, look, said } = onDisk(t, ['captured'], typed(['one', 1], ['two', 2]))
  put('transcript.2.jsonl', typed(['three', 3]))
  writeWaiting(directory, id, [{ file: 'transcript.jsonl', offset: 0 }])
  t.equal(look({ alternate: true }), 3)
  t.same(said(), ['❯ one', '❯ two', '❯ three'])
})

t.test('on a classic screen a text is lost when it falls into a gap or had its time; else it is waited for', async t => {
  const gap = (line: number, more: Partial<Gap>): Gap => ({ why: 'cleared', part: 1, line, at: new Date(began + 10_000).toISOString(), known: '', filled: null, ...more })
  const since = new Date(began + 5_000).toISOString()
  for (const [at, records] of [[2.9, 0], [3, 1], [12, 1], [12.1, 0]] as const) {
    const { directory, look } = onDisk(t, ['captured'], typed(['asked', at]))
    const gaps = [gap(1, { since }), gap(2, { since, filled: 'by others' }), gap(3, {})]
    appendGaps(join(directory, 'gaps.jsonl'), gaps)
    t.equal(look(), records, `${at} s, gap from 5 s to 10 s`)
    t.match(readGaps(join(directory, 'gaps.jsonl')).map(({ filled }) => filled), [records === 0 ? null : /^transcript\.jsonl: 1 record, /, 'by others', null], 'only what is open and has a time is filled')
  }
  for (const [lookAt, records] of [[60_999, 0], [61_001, 1]] as const) t.equal(onDisk(t, ['captured'], typed(['asked', 1])).look({ previousLookMs: began + lookAt }), records, `1 s, last look at ${lookAt} ms`)
})

t.test('a text that stands in what was filled in was not seen: said again it is filled in again, unless the marker was lost', async t => {
  const fill = ["╭─ not seen on the screen (cleared); from Claude's transcript, 1 record", '❯ yes', '╰─ end of what the transcript filled in']
  t.equal(onDisk(t, fill, typed(['yes', 1])).look({ alternate: true }), 1)
  const long = [...fill, ...Array.from({ length: 5_000 }, (_, index) => `line ${index}`)]
  t.equal(onDisk(t, long, typed(['yes', 1])).look({ alternate: true }, { accountedFile: '' }), 0)
})

t.test('what one tick captured is seen to its first line, and so is what the session before captured', async t => {
  const long = ['❯ asked', ...Array.from({ length: 5_000 }, (_, index) => `line ${index}`)]
  t.equal(onDisk(t, long, typed(['asked', 1])).look({ alternate: true, captured: long }), 0)
  t.equal(onDisk(t, ['captured'], typed(['asked', 1])).look({ alternate: true, earlier: () => ['❯ asked'] }), 0)
})

t.test('what is filled in says why, and holds a secret where that is wanted', async t => {
  const secret = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
  for (const [alternate, why] of [[true, 'full-screen program'], [false, 'unseen']] as const) {
    const { directory, look, said } = onDisk(t, ['captured'], typed([secret, 1]))
    look({ alternate, previousLookMs: Infinity })
    t.match(readCaptured(directory, 1).lines[1], `(${why})`)
    t.same(said(), [`❯ ${secret}`])
  }
})
