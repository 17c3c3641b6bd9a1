import { existsSync, readdirSync } from 'node:fs'
import t from 'tap'
import { beginNext } from '../../src/commands/begin-next.js'
import { begin } from '../../src/commands/begin.js'
import { end } from '../../src/commands/end.js'
import { adoptDirectory } from '../../src/commands/take-over.js'
import { sessionDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { lockDirectory } from '../../src/shell/files/lock-directory.js'
import { readSession, writeSession } from '../../src/shell/session/session-file.js'
import { commandStage, lines } from '../helpers/command-stage.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { heldProcess } from '../helpers/held-process.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const named = parseSessionId('named')

t.test('a provisional session goes on under the name that is begun in its pane: same number, same parts, no line twice', here, async t => {
  const { server, pane, environment, id, live, print } = commandStage(t)
  const to = sessionDirectory(environment.paths, named)
  print(1, 200)
  await begin(environment, id, { pane: pane.id, provisional: true })
  print(201, 300)
  await begin(environment, named, { pane: pane.id })
  t.notOk(existsSync(live))
  t.match(readSession(to), { id: 'named', number: 1, provisional: false, renamedTo: '' })
  t.notOk(readdirSync(to).some(name => name.includes(id)), 'no file carries the old name')
  t.equal(server.tmux('show-options', '-p', '-v', '-t', pane.id, '@claude_session_id'), 'named')
  t.ok(environment.lines.some(line => /named: goes on from work, which install\.sh had begun in this pane/.test(line)))
  await end(environment, named)
  t.strictSame(readCaptured(`${environment.paths.history}/named`, 1).lines, lines(1, 300))
})

t.test('cut off after the old record was marked, or after the rename, the next begin finishes it', here, async t => {
  const { pane, environment, id, live, print } = commandStage(t)
  print(1, 100)
  await begin(environment, id, { pane: pane.id, provisional: true })
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  writeSession(live, { ...record, renamedTo: 'named' })
  await begin(environment, named, { pane: pane.id })
  t.strictSame(readdirSync(environment.paths.sessions), ['named'])
  const to = sessionDirectory(environment.paths, named)
  adoptDirectory(to, { ...record, id: 'named' }, id)
  t.match(readSession(to), { id })
  await begin(environment, named)
  t.match(readSession(to), { id: 'named', number: 1 })
  await end(environment, named)
  t.strictSame(readCaptured(`${environment.paths.history}/named`, 1).lines, lines(1, 100))
})

t.test('one that rolls over gives its name to nobody: its pane is the next one\'s', here, async t => {
  const { pane, environment, id, live } = commandStage(t)
  await begin(environment, id, { pane: pane.id, provisional: true })
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  writeSession(live, { ...record, next: 'z' })
  await t.rejects(begin(environment, named, { pane: pane.id }), { exitCode: 69, message: /is captured by the live session work$/ }, 'nobody knows yet what will go on there')
  beginNext(environment, { ...record, next: 'z' })
  await t.rejects(begin(environment, named, { pane: pane.id }), { exitCode: 69, message: /is captured by the live session z$/ })
  t.match(readSession(live), { id, renamedTo: '', next: 'z' })
})

t.test('one that was given a worktree, or ended, while it was waited for', here, async t => {
  const { server, pane, environment, id, live, print } = commandStage(t)
  const to = sessionDirectory(environment.paths, named)
  print(1, 50)
  await begin(environment, id, { pane: pane.id, provisional: true })
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', named)
  const lock = lockDirectory(live)
  const waiting = heldProcess(server.env, ['begin', named])
  await waiting.waits()
  const worktree = { path: '/w', branch: 'b', directory: '/w', repository: '/r', checkout: '/c' }
  const record = readSession(live)
  if (record !== undefined) writeSession(live, { ...record, worktree })
  lock?.release()
  t.match(await waiting.go(), { code: 0 })
  t.match(readSession(to), { id: 'named', number: 1, worktree })
  await end(environment, named)

  await begin(environment, id, { pane: pane.id, provisional: true })
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', named)
  const ending = heldProcess(server.env, ['end', id], 'tmux *show-options*@claude_session_id*')
  await ending.held()
  const late = heldProcess(server.env, ['begin', named])
  await late.waits()
  t.match(await ending.go(), { code: 0 })
  t.match(await late.go(), { code: 0 })
  t.match(readSession(to), { id: 'named', number: 3 }, 'it begins anew')
})
