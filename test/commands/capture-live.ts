import { appendFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureLive, type LiveCapture } from '../../src/commands/capture-live.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { readFilling, writeFilling } from '../../src/shell/parts/filling-file.js'
import { readMarker } from '../../src/shell/parts/marker-file.js'
import { readPending } from '../../src/shell/parts/pending-file.js'
import { readBoundaryFile } from '../../src/shell/session/boundary-file.js'
import { writeHookNews } from '../../src/shell/transcript/hook-news.js'
import { commandStage, lines } from '../helpers/command-stage.js'
import { put } from '../helpers/fresh-home.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

t.test('the marker is enough; session.toml is for when it is missing; without both it says what to do', here, async t => {
  const { pane, environment, id, live, print } = commandStage(t)
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  rmSync(join(live, 'session.toml'))
  t.match(await captureLive(environment, id, { final: false, rolls: false }), { gone: false, gaps: [] })
  rmSync(join(live, '.capture_marker.work'))
  await t.rejects(captureLive(environment, id, { final: false, rolls: false }), { exitCode: 65, message: /has no session\.toml: the session was not begun to the end/ })
  await t.rejects(captureLive(environment, parseSessionId('none'), { final: false, rolls: false }), { exitCode: 64, message: 'there is no live session none' })
})

t.test('settings are the user\'s and the project\'s, and their warnings are logged', here, async t => {
  const { server, pane, environment, id, print } = commandStage(t)
  put(environment.paths.userSettings, 'rotate_lines = 20\n')
  put(join(server.env.HOME ?? '', '.claude-session.toml'), 'redact = false\n')
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  t.ok(environment.lines.some(line => /^<4>work: .*\.claude-session\.toml: redact is ignored/.test(line)))
  t.ok(environment.lines.some(line => /1-20 part 1, 1-20 part 2, 1-\d+ part 3/.test(line)))
})

/** A session that has captured 200 lines; `look` captures it, so many seconds from now. `known` is all that it knows of the pane. */
const stage = async (t: Test, settings = '') => {
  const staged = commandStage(t)
  const { server, pane, environment, id, live, print } = staged
  if (settings !== '') put(environment.paths.userSettings, settings)
  print(1, 200)
  await begin(environment, id, { pane: pane.id })
  const look = ({ final = false, rolls = true, later = 0 } = {}): Promise<LiveCapture> => captureLive({ ...environment, now: () => new Date(Date.now() + later * 1_000) }, id, { final, rolls })
  const wipe = (from: number, to: number): void => {
    pane.write('\u001b[2J\u001b[3J\u001b[H')
    print(from, to)
  }
  const known = (): string[] => [...readCaptured(live, 1).lines, ...(readPending(live, id)?.lines ?? [])]
  const transcript = join(server.env.HOME ?? '', 'claude-1.jsonl')
  const record = (uuid: string, at: number, more: object = { type: 'user', message: { content: `never shown ${uuid}` } }): string => `${JSON.stringify({ uuid, timestamp: new Date(at).toISOString(), ...more })}\n`
  const follow = (text: string): void => {
    writeFileSync(transcript, text)
    writeHookNews(live, id, { claudeSession: 'claude-1', transcript })
  }
  const said = (words: RegExp): number => environment.lines.filter(line => words.test(line)).length
  return { ...staged, look, wipe, known, transcript, record, follow, said }
}

t.test('a filling that a crash cut off is finished first', here, async t => {
  const { live, id, look, print, known } = await stage(t)
  const total = readMarker(live, id)?.total ?? 0
  writeFilling(live, id, { total, lines: ['of the transcript'], accountedFile: 'transcript.jsonl', accounted: 0, waiting: [], gap: null })
  print(201, 250)
  await look()
  t.equal(readFilling(live, id), undefined)
  t.same(known(), [...lines(1, total), 'of the transcript', ...lines(total + 1, 250)])
})

t.test('a wiped screen is a boundary, noted once; what it shows then is left to the next session until that is overdue', here, async t => {
  const { live, id, look, wipe, known } = await stage(t)
  wipe(501, 510)
  for (const later of [0, 1]) t.match(await look({ later }), { boundary: [{ by: 'screen', kind: 'clear', key: '', rolled: 0 }] })
  t.equal(readBoundaryFile(live, id).length, 1)
  t.same(known().slice(0, 200), lines(1, 200))
  t.equal(readCaptured(live, 1).lines.includes('line 501'), false)
  await look({ later: 660 })
  t.same(known(), [...lines(1, 200), ...lines(501, 510)])
})

t.test('where no rollover can follow, or the user wants none, what a wiped screen shows is captured at once', here, async t => {
  for (const [settings, rolls, boundary] of [['compaction_drop = 0\n', true, 0], ['', false, 1]] as const) {
    const { look, wipe, known } = await stage(t, settings)
    wipe(501, 560)
    const found = await look({ rolls })
    t.equal(found.boundary.length, boundary)
    t.same(known(), [...lines(1, 200), ...lines(501, 560)])
    t.same([...found.plan.lines, ...found.plan.pending].slice(-60), lines(501, 560), 'and told with what was before it')
  }
})

t.test('whatever is wrong with the transcript is said, and the pane is captured all the same', here, async t => {
  const { transcript, follow, look, print, known, said } = await stage(t)
  follow('')
  rmSync(transcript)
  symlinkSync('elsewhere', transcript)
  print(201, 250)
  await look()
  t.equal(said(/^<3>work: the transcript was not followed: .*claude-1\.jsonl failed: ELOOP/), 1)
  t.same(known(), lines(1, 250))
})

t.test('a damaged and a replaced transcript are told, once', here, async t => {
  const { transcript, follow, look, record, said } = await stage(t)
  follow(`${record('one', Date.now())}bad\nworse\n`)
  for (let tick = 0; tick < 2; tick += 1) await look()
  t.equal(said(/^<4>work: .*claude-1\.jsonl: line 2 is damaged, and 1 more; kept apart in transcript\.damaged$/), 1)
  writeFileSync(`${transcript}.new`, record('two', Date.now()))
  renameSync(`${transcript}.new`, transcript)
  for (let tick = 0; tick < 2; tick += 1) await look()
  t.equal(said(/^<4>work: .*claude-1\.jsonl was replaced; its copy goes on in transcript\.2\.jsonl$/), 1)
})

t.test('a record that the pane never showed is waited for, and filled in by the last look; one of before the session is not its', here, async t => {
  const { follow, look, record, known } = await stage(t)
  follow(record('before', Date.now() - 3_600_000) + record('now', Date.now()))
  t.equal((await look()).filled, 0)
  t.equal((await look({ final: true, rolls: false })).filled, 1)
  t.same(known().filter(line => line.includes('never shown')), ['❯ never shown now'])
})

t.test('so it is at a boundary that the transcript tells, which is noted', here, async t => {
  const { live, id, transcript, follow, look, record, known } = await stage(t)
  follow(record('now', Date.now()))
  await look()
  appendFileSync(transcript, record('b', Date.now(), { type: 'system', subtype: 'compact_boundary', compactMetadata: {} }))
  t.match(await look(), { boundary: [{ by: 'record', kind: 'compact', key: 'b' }], filled: 1 })
  t.match(readBoundaryFile(live, id), [{ by: 'record', key: 'b' }])
  t.equal(known().filter(line => line.includes('never shown')).length, 1)
})
