import { mkdirSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { end } from '../../src/commands/end.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { readMarker } from '../../src/shell/parts/marker-file.js'
import { readSession, writeSession } from '../../src/shell/session/session-file.js'
import { commandStage, isWhole, lines } from '../helpers/command-stage.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

t.test('an end takes the screen too, freezes everything and leaves the project its next ID; twice is once', here, async t => {
  const { server, pane, environment, id, live, history, print } = commandStage(t)
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  await end(environment, id)
  t.strictSame(readCaptured(history, 1).lines, lines(1, 100))
  t.ok(isWhole(history, readdirSync(history)))
  t.notOk(existsSync(live))
  t.match(readSession(history), { status: 'ended', endReason: 'stopped', ended: /^\d{4}-/ })
  t.match(readFileSync(join(environment.paths.projects, 'home/.session-management/.next_session_id'), 'utf8'), /^claude-home-\d+\n$/)
  t.equal(server.tmux('show-options', '-p', '-q', '-t', pane.id, '@claude_session_id'), '')
  const before = readdirSync(history)
  await end(environment, id)
  t.match(environment.lines.at(-1), /work: has ended already; it is in/)
  t.strictSame(readdirSync(history), before)
})

t.test('an end that was cut off is completed: before the rename, and before the manifest', here, async t => {
  const { pane, environment, id, live, history, print } = commandStage(t)
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  await end(environment, id)
  for (const name of readdirSync(history)) if (/MANIFEST|_LINES/.test(name)) rmSync(join(history, name))
  await end(environment, id)
  t.ok(isWhole(history, readdirSync(history)))
  for (const name of readdirSync(history)) if (/MANIFEST|_LINES/.test(name)) rmSync(join(history, name))
  renameSync(history, live)
  await end(environment, id)
  t.ok(isWhole(history, readdirSync(history)))
  t.strictSame(readCaptured(history, 1).lines, lines(1, 100))
})

t.test('what never was is 64 for a person and nothing for the units', here, async t => {
  const { environment } = commandStage(t)
  await t.rejects(end(environment, parseSessionId('none')), { exitCode: 64, message: 'there is no session none' })
  await end(environment, parseSessionId('none'), { keepUnits: true })
  t.match(environment.lines, ['<5>none: nothing to end'])
})

t.test('one that goes on under another name is left alone', here, async t => {
  const { pane, environment, id, live } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  writeSession(live, { ...record, renamedTo: 'other' })
  await end(environment, id, { keepUnits: true })
  t.match(environment.lines.at(-1), 'work: goes on as other')
  t.ok(existsSync(live))
})

t.test('one whose rollover was cut off before the next one stood ends as any other', here, async t => {
  const { pane, environment, id, live, history, print } = commandStage(t)
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  writeSession(live, { ...record, next: 'claude-home-7' })
  print(101, 200)
  await end(environment, id, { keepUnits: true })
  t.strictSame(readCaptured(history, 1).lines, lines(1, 200))
  t.match(readSession(history), { status: 'ended', endReason: 'stopped', next: '' })
})

t.test('one that rolled over is frozen as it is: its pane, and what it shows, is the next session’s', here, async t => {
  const { server, pane, environment, id, live, history, print } = commandStage(t)
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  const total = readMarker(live, id)?.total ?? 0
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  writeSession(live, { ...record, next: 'claude-home-7' })
  mkdirSync(join(live, '../claude-home-7'))
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', 'claude-home-7')
  print(101, 200)
  await end(environment, id, { keepUnits: true })
  t.strictSame(readCaptured(history, 1).lines, lines(1, total), 'nothing is captured')
  t.ok(isWhole(history, readdirSync(history)))
  t.match(readSession(history), { status: 'ended', endReason: 'rollover', next: 'claude-home-7' })
  t.equal(server.tmux('show-options', '-p', '-q', '-v', '-t', pane.id, '@claude_session_id'), 'claude-home-7')
  t.notOk(existsSync(join(environment.paths.projects, 'home/.session-management/.next_session_id')))
})
