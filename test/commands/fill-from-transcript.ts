import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureLive } from '../../src/commands/capture-live.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { parseFill } from '../../src/core/filling/fill-lines.js'
import { readGaps } from '../../src/shell/parts/gap-file.js'
import { markerFile } from '../../src/shell/parts/marker-file.js'
import { claudeSimulator } from '../helpers/claude-simulator.js'
import { commandStage } from '../helpers/command-stage.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { seeded } from '../helpers/seeded.js'
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
