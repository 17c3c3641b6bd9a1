/**
 * A history of hundreds of thousands of rows, which somebody who sets `history-limit` high has: it is captured by rows at a time, so that memory does not follow it, and a tick that is killed between two of
 * those leaves what a kill between two ticks leaves.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureSession } from '../../src/commands/capture-session.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { rowsAtOnce } from '../../src/commands/observe-pane.js'
import { defaultSettings } from '../../src/core/settings.js'
import { readGaps } from '../../src/shell/parts/gap-file.js'
import { readMarker } from '../../src/shell/parts/marker-file.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { commandStage, lines } from '../helpers/command-stage.js'
import { repository } from '../helpers/fresh-home.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const limit = 400_000

t.test('it is captured at the first look and after a burst, each line once, also when the first rows of either are all that a killed tick wrote', here, async t => {
  const { pane, environment, id, live, history, print } = commandStage(t, { limit })
  const cut = (): void => {
    const marker = readMarker(live, id)
    const record = readSession(live)
    if (record === undefined) throw new Error('the session has no record')
    const { id: name, ...rest } = record.pane
    const one = captureSession({
      id, directory: live, project: record.directory, number: 1, address: { ...rest, pane: name, version: '' }, marker, settings: defaultSettings, final: false, now: new Date(), panePid: 0, earlier: () => [],
    })
    t.ok(one.more, 'there is more')
    t.ok(one.plan.lines.length > rowsAtOnce * 0.9 && one.plan.lines.length <= rowsAtOnce)
  }
  pane.write('a first line\r\n')
  await begin(environment, id, { pane: pane.id })
  print(1, 130_000)
  cut()
  print(130_001, 130_100)
  await captureTick(environment, id)
  print(130_101, 250_000)
  cut()
  print(250_001, 250_010)
  await end(environment, id)
  t.strictSame(readCaptured(history, 1).lines, ['a first line', ...lines(1, 250_010)])
  t.strictSame(readGaps(join(history, 'gaps.jsonl')), [])
})

t.test('a history that is full already is captured from its top, without a gap', here, async t => {
  const { pane, environment, id, history, print } = commandStage(t, { limit: 120_000 })
  print(1, 150_000)
  await begin(environment, id, { pane: pane.id })
  print(150_001, 150_010)
  await end(environment, id)
  const captured = readCaptured(history, 1).lines
  t.ok(captured.length > 100_000)
  t.strictSame(captured, lines(150_011 - captured.length, 150_010))
  t.strictSame(readGaps(join(history, 'gaps.jsonl')), [])
})

t.test('a line that is longer than the rows that are read at a time is captured whole', here, async t => {
  const { pane, environment, id, history } = commandStage(t, { limit })
  const long = 'x'.repeat(80 * (rowsAtOnce + 1_000))
  pane.write(`before\r\n${long}\r\n`)
  pane.write(lines(1, rowsAtOnce + 200).map(line => `${line}\r\n`).join(''))
  await begin(environment, id, { pane: pane.id })
  await end(environment, id)
  const captured = readCaptured(history, 1).lines
  t.equal(captured.length, rowsAtOnce + 202)
  t.equal(captured[1]?.length, long.length)
})

t.test('it needs little memory: a heap of 64 MB is enough for 250,000 lines', here, async t => {
  const { server, pane, id, history, print } = commandStage(t, { limit })
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', id)
  print(1, 250_000)
  for (const command of ['begin', 'end']) {
    const { status, stderr } = spawnSync(process.execPath, ['--max-old-space-size=64', join(repository, 'dist/claude-session.cjs'), command, id], { env: server.env, encoding: 'utf8' })
    t.equal(status, 0, stderr.slice(0, 400))
  }
  t.equal(readCaptured(history, 1).lines.length, 250_000)
})
