import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { parseSessionId, type SessionId } from '../../src/core/session/session-id.js'
import { readGaps } from '../../src/shell/parts/gap-file.js'
import { readMarker } from '../../src/shell/parts/marker-file.js'
import { noteSign } from '../../src/shell/session/boundary-file.js'
import { readSession, writeSession } from '../../src/shell/session/session-file.js'
import { commandStage, lines } from '../helpers/command-stage.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

t.test('a session begins with all that its pane holds, private, marked and without a gap however busy the pane is', here, async t => {
  const { server, pane, environment, id, live, print } = commandStage(t)
  print(1, 500)
  await begin(environment, id, { pane: pane.id })
  t.match(readSession(live), { id, number: 1, project: 'home', status: 'live', provisional: false, pane: { id: pane.id, socket: server.socket } })
  t.strictSame(readCaptured(live, 1).lines, lines(1, readMarker(live, id)?.total ?? 0))
  t.ok((readMarker(live, id)?.total ?? 0) >= 450)
  t.strictSame(readGaps(join(live, 'gaps.jsonl')), [])
  t.equal(server.tmux('show-options', '-p', '-v', '-t', pane.id, '@claude_session_id'), id)
  t.equal(statSync(live).mode & 0o777, 0o700)
  for (const name of readdirSync(live)) t.equal(statSync(join(live, name)).mode & 0o777, 0o600, name)
  t.match(environment.lines[0], /^<5>work: begins in pane %1 .* as you asked for it; project home, session 1$/)
})

t.test('begun again it goes on: no line twice, and a lost marker is rebuilt', here, async t => {
  const { pane, environment, id, live, history, print } = commandStage(t)
  print(1, 300)
  await begin(environment, id, { pane: pane.id })
  print(301, 400)
  await begin(environment, id)
  rmSync(join(live, '.capture_marker.work'))
  print(401, 500)
  await begin(environment, id)
  t.ok(environment.lines.some(line => line.includes('the marker is missing or damaged; it is rebuilt')))
  await end(environment, id)
  t.strictSame(readCaptured(history, 1).lines, lines(1, 500))
})

t.test('a session whose pane is gone takes the next one, behind a gap', here, async t => {
  const { server, pane, environment, id, history, print } = commandStage(t)
  print(1, 300)
  await begin(environment, id, { pane: pane.id })
  server.tmux('kill-pane', '-t', pane.id)
  const next = server.newPane()
  next.write('in the next pane\r\n')
  await begin(environment, id, { pane: next.id })
  await end(environment, id)
  t.strictSame(readCaptured(history, 1).lines, [...lines(1, 300), 'in the next pane'])
  t.strictSame(readGaps(join(history, 'gaps.jsonl')).map(({ why, line }) => [why, line]), [['pane-gone', 300]])
})

t.test('a session whose pane has ended, in a server that lives, ends: it does not go on in a pane that nobody has given it', here, async t => {
  const { server, pane, environment, id, history, print } = commandStage(t)
  print(1, 300)
  await begin(environment, id, { pane: pane.id })
  server.tmux('kill-pane', '-t', pane.id)
  await t.rejects(begin(environment, id), { exitCode: 69, message: 'work: its pane %1 has ended, and so it has ended' })
  t.equal(server.tmux('list-panes', '-a', '-F', '#{@claude_session_id}'), '', 'the only pane there is')
  t.same(readdirSync(environment.paths.sessions), [])
  t.match(readSession(history), { endReason: 'pane-gone' })
  t.strictSame(readCaptured(history, 1).lines, lines(1, 300))
})

t.test('the project and its numbers: another directory, the next session', here, async t => {
  const { server, pane, environment, id, history } = commandStage(t)
  await begin(environment, id, { pane: pane.id, project: server.directory })
  t.equal(readSession(join(environment.paths.sessions, id))?.directory, server.directory)
  await end(environment, id)
  await begin(environment, id, { pane: pane.id, project: server.directory })
  t.match(readSession(join(environment.paths.sessions, id)), { number: 2 })
  t.equal(readdirSync(environment.paths.history).length, 1)
  t.notOk(existsSync(history), 'the earlier one stands aside')
})

t.test('two that begin in one pane: the second is refused, and leaves nothing', here, async t => {
  const { pane, environment, id } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  await t.rejects(begin(environment, parseSessionId('other'), { pane: pane.id }), { exitCode: 69, message: /captured by the live session work/ })
  t.strictSame(readdirSync(environment.paths.sessions), [id])
  await captureTick(environment, id)
})

t.test('a directory that a crash left without session.toml is filled', here, async t => {
  const { pane, environment, id, live } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  rmSync(join(live, 'session.toml'))
  rmSync(join(live, '.capture_marker.work'))
  await begin(environment, id, { pane: pane.id })
  t.match(readFileSync(join(live, 'session.toml'), 'utf8'), /id = "work"/)
})

t.test('a boundary that was noted while nobody ticked is acted upon when it goes on', here, async t => {
  const { pane, environment, id, live } = commandStage(t)
  const asked: SessionId[] = []
  const asking = { ...environment, askRollover: (one: SessionId) => Boolean(asked.push(one)) }
  await begin(asking, id, { pane: pane.id })
  t.same(asked, [])
  noteSign(live, id, { by: 'hook', kind: 'compact', at: Date.now(), key: '', rolled: 0 })
  await begin(asking, id)
  t.same(asked, [id])
})

t.test('a session whose rollover is under way is left to it: its pane, and what that shows, are the next one\'s', here, async t => {
  const { server, pane, environment, id, live, print } = commandStage(t)
  const asked: SessionId[] = []
  print(1, 300)
  await begin(environment, id, { pane: pane.id })
  const before = readCaptured(live, 1).lines
  const record = readSession(live)
  if (record === undefined) throw new Error('it has no record')
  writeSession(live, { ...record, next: 'next' })
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', 'next')
  print(301, 600)
  await begin({ ...environment, askRollover: one => Boolean(asked.push(one)) }, id)
  t.equal(server.tmux('show-options', '-p', '-v', '-t', pane.id, '@claude_session_id'), 'next')
  t.strictSame(readCaptured(live, 1).lines, before)
  t.same(asked, [id])
})

t.test('who begins a new one is not given the one that somebody else has begun meanwhile', here, async t => {
  const { server, pane, environment, id, live } = commandStage(t)
  const other = server.newPane()
  await begin(environment, id, { pane: pane.id, isNew: true })
  await t.rejects(begin(environment, id, { pane: other.id, isNew: true }), { exitCode: 75, message: 'session work was begun just now by somebody else' })
  t.equal(readSession(live)?.pane.id, pane.id)
  t.equal(server.tmux('show-options', '-p', '-q', '-v', '-t', other.id, '@claude_session_id'), '')
})

t.test('an end that was cut off is finished first: the session that begins is another one', here, async t => {
  const { pane, environment, id, live, history, print } = commandStage(t)
  print(1, 60)
  await begin(environment, id, { pane: pane.id })
  const record = readSession(live)
  if (record === undefined) return t.fail('it has no record')
  writeSession(live, { ...record, status: 'ended', ended: new Date().toISOString(), endReason: 'stopped' })
  print(61, 90)
  await begin(environment, id, { pane: pane.id })
  t.match(readSession(live), { number: 2, status: 'live' })
  const [aside = ''] = readdirSync(environment.paths.history)
  t.ok(existsSync(join(environment.paths.history, aside, 'MANIFEST.json')))
  t.match(readSession(join(environment.paths.history, aside)), { number: 1, endReason: 'stopped' })
  await end(environment, id)
  t.match(readSession(history), { number: 2 })
})
