import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { parseSessionId, type SessionId } from '../../src/core/session/session-id.js'
import { lockDirectory } from '../../src/shell/files/lock-directory.js'
import { noteSign } from '../../src/shell/session/boundary-file.js'
import { readSession, writeSession } from '../../src/shell/session/session-file.js'
import { readTrouble, writeTrouble } from '../../src/shell/session/trouble-file.js'
import { commandStage, lines } from '../helpers/command-stage.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

t.test('a tick takes what is new, once, in one line of log, and ends the trouble', here, async t => {
  const { pane, environment, id, live, print } = commandStage(t)
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  writeTrouble(environment.paths.runtime, id, 'trouble', environment.uid)
  environment.lines.length = 0
  print(101, 300)
  await captureTick(environment, id)
  await captureTick(environment, id)
  t.match(environment.lines, [/^<5>work: captured 200 lines \(\d+-\d+ part 1\) in \d+ ms$/, /^<5>work: nothing new in \d+ ms$/])
  t.strictSame(readCaptured(live, 1).lines, lines(1, readCaptured(live, 1).lines.length))
  t.equal(readTrouble(environment.paths.runtime, id), undefined)
})

t.test('busy is 75, unknown is 64, and a pane that is gone is 69 with its last known text committed', here, async t => {
  const { server, pane, environment, id, live, print } = commandStage(t)
  await t.rejects(captureTick(environment, parseSessionId('none')), { exitCode: 64, message: 'there is no live session none' })
  print(1, 50)
  await begin(environment, id, { pane: pane.id })
  const lock = lockDirectory(live)
  await t.rejects(captureTick(environment, id, { waitSeconds: 0 }), { exitCode: 75, message: /another process is at work/ })
  lock?.release()
  server.tmux('kill-pane', '-t', pane.id)
  await t.rejects(captureTick(environment, id), { exitCode: 69, message: 'work: its pane has ended; everything that was seen of it is committed' })
  t.strictSame(readCaptured(live, 1).lines, lines(1, 50))
})

t.test('a session that names a next one captures nothing any more, and its rollover is asked for again', here, async t => {
  const { pane, environment, id, live, print } = commandStage(t)
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  writeSession(live, { ...record, next: 'claude-home-7' })
  const before = readCaptured(live, 1).lines
  print(101, 200)
  const asked: SessionId[] = []
  await captureTick({ ...environment, askRollover: one => Boolean(asked.push(one)) }, id)
  await captureTick(environment, id)
  t.same(asked, [id])
  t.strictSame(readCaptured(live, 1).lines, before)
  t.match(environment.lines.at(-1), '<5>work: goes on as claude-home-7; its end is asked for again')
})

t.test('a session whose end was cut off captures nothing any more, and is to be ended', here, async t => {
  const { pane, environment, id, live, history, print } = commandStage(t)
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  writeSession(live, { ...record, status: 'ended', ended: new Date().toISOString(), endReason: 'stopped' })
  const before = readCaptured(live, 1).lines
  print(101, 200)
  await t.rejects(captureTick(environment, id), { exitCode: 69, message: 'work: its end was cut off' })
  t.strictSame(readCaptured(live, 1).lines, before)
  await end(environment, id)
  t.strictSame(readCaptured(history, 1).lines, before)
})

t.test('a tick that meets a boundary asks for the rollover, and goes on where nobody can be asked', here, async t => {
  const { pane, environment, id, live, print } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  noteSign(live, id, { by: 'hook', kind: 'compact', at: Date.now(), key: '', rolled: 0 })
  print(1, 100)
  const asked: SessionId[] = []
  await captureTick({ ...environment, askRollover: one => Boolean(asked.push(one)) }, id)
  t.same(asked, [id])
  t.match(environment.lines.at(-1), /^<5>work: Claude Code compacted its context .*; a new session is asked for$/)
  await captureTick(environment, id)
  t.match(environment.lines.at(-1), /; no rollover can be asked for, so it goes on$/)
  t.strictSame(readCaptured(live, 1).lines.slice(0, 50), lines(1, 50))
})
