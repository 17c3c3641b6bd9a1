/**
 * Two processes that act on one session, in an order that seldom happens by itself: one stands still at a chosen step, and the other does all or most of what it does meanwhile. What must hold then is what holds when
 * they come one after the other.
 */
import { existsSync } from 'node:fs'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { readGaps } from '../../src/shell/parts/gap-file.js'
import { noteSign, readBoundaryFile } from '../../src/shell/session/boundary-file.js'
import { listSessions } from '../../src/shell/session/list-sessions.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { readPaneFile } from '../../src/shell/tmux/pane-file.js'
import { commandStage, lines } from '../helpers/command-stage.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { heldProcess } from '../helpers/held-process.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'
import { until } from '../helpers/until.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

t.test('a beginning that waits for an end does not mark the pane for a session that has ended', here, async t => {
  const { server, pane, environment, id, live, history, print } = commandStage(t)
  print(1, 60)
  await begin(environment, id, { pane: pane.id })
  const record = readSession(live)
  const ending = heldProcess(server.env, ['end', id], 'tmux *-u*@claude_tokens*')
  await ending.held()
  const beginning = heldProcess(server.env, ['begin', id])
  await beginning.waits()
  t.match(await ending.go(), { code: 0 })
  t.match(await beginning.go(), { code: 73, err: /Try again/ })
  t.ok(existsSync(`${history}/MANIFEST.json`))
  t.notOk(existsSync(live))
  t.equal(server.tmux('show-options', '-p', '-q', '-v', '-t', pane.id, '@claude_session_id'), '')
  t.equal(record && readPaneFile(environment.paths.runtime, record.pane), undefined)
  t.strictSame(readCaptured(history, 1).lines, lines(1, 60))
})

t.test('a supervisor that is told to stop while its session rolls over ends what follows, too', here, async t => {
  const { server, pane, environment, id, live, history, print } = commandStage(t)
  const { paths } = environment
  print(1, 60)
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', id)
  const supervisor = heldProcess(server.env, ['run', id])
  await until('the supervisor captures', () => supervisor.said().includes('the embedded supervisor captures'))
  noteSign(live, id, { by: 'hook', kind: 'compact', at: Date.now(), key: '', rolled: 0 })
  const rolls = heldProcess(server.env, ['rollover', id], 'tmux *capture-pane*')
  await rolls.held()
  supervisor.kill('SIGTERM')
  await supervisor.waits()
  t.match(await rolls.go(), { code: 0 })
  t.match(await supervisor.go(), { code: 0 })
  const next = readSession(history)?.next ?? ''
  t.same(listSessions(paths.sessions), [])
  t.ok(existsSync(`${paths.history}/${next}/MANIFEST.json`))
  t.equal(server.tmux('show-options', '-p', '-q', '-v', '-t', pane.id, '@claude_session_id'), '')
})

t.test('a session that ends as soon as it stands after a boundary is not marked on its pane again', here, async t => {
  const { server, pane, environment, id, live, history, print } = commandStage(t)
  const { paths } = environment
  print(1, 60)
  await begin(environment, id, { pane: pane.id })
  const record = readSession(live)
  noteSign(live, id, { by: 'hook', kind: 'compact', at: Date.now(), key: '', rolled: 0 })
  const rolls = heldProcess(server.env, ['rollover', id], 'tmux *set-option*@claude_session_id*')
  await rolls.held()
  const next = readSession(live)?.next ?? ''
  const ending = heldProcess(server.env, ['end', next])
  await Promise.race([ending.waits(), ending.go()])
  t.match(await rolls.go(), { code: 0 })
  t.match(await ending.go(), { code: 0 })
  await until('the session has ended', () => listSessions(paths.sessions).length === 0)
  t.ok(existsSync(`${history}/MANIFEST.json`))
  t.ok(existsSync(`${paths.history}/${next}/MANIFEST.json`))
  t.equal(server.tmux('show-options', '-p', '-q', '-v', '-t', pane.id, '@claude_session_id'), '')
  t.equal(record && readPaneFile(paths.runtime, record.pane), undefined)
  const numbers = [id, next].map(one => readSession(`${paths.history}/${one}`)?.number ?? 0)
  t.strictSame([...readCaptured(history, numbers[0] ?? 0).lines, ...readCaptured(`${paths.history}/${next}`, numbers[1] ?? 0).lines], lines(1, 60))
})

t.test('a pane that dies while its session rolls over is captured to its end, by the session that follows', here, async t => {
  const { server, environment, id, live, history } = commandStage(t)
  const { paths } = environment
  const pane = server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', '-t', 'keep', "seq -f 'line %.0f' 1 100; read go; seq -f 'line %.0f' 101 110")
  server.tmux('set-option', '-p', '-t', pane, 'remain-on-exit', 'on')
  await until('it has printed', () => server.tmux('capture-pane', '-p', '-t', pane).includes('line 100'))
  await begin(environment, id, { pane })
  noteSign(live, id, { by: 'hook', kind: 'compact', at: Date.now(), key: '', rolled: 0 })
  const rolls = heldProcess(server.env, ['rollover', id], 'tmux *capture-pane*', { behind: true })
  await rolls.held()
  server.tmux('send-keys', '-t', pane, 'Enter')
  await until('the pane is dead', () => server.tmux('display-message', '-p', '-t', pane, '#{pane_dead}') === '1')
  const died = heldProcess({ ...server.env, TMUX: `${server.socket},${server.tmux('display-message', '-p', '#{pid}')},-1` }, ['pane-died', pane])
  await died.waits()
  t.match(await rolls.go(), { code: 0 })
  t.match(await died.go(), { code: 0 })
  server.tmux('kill-pane', '-t', pane)
  await until('both have ended', () => listSessions(paths.sessions).length === 0)
  const next = readSession(history)?.next ?? ''
  await until('its files are in history', () => existsSync(`${paths.history}/${next}/MANIFEST.json`))
  const captured = [id, next].flatMap(one => readCaptured(`${paths.history}/${one}`, readSession(`${paths.history}/${one}`)?.number ?? 0).lines)
  t.strictSame(captured.filter(line => line.startsWith('line ')), lines(1, 110))
  t.strictSame(readGaps(`${paths.history}/${next}/gaps.jsonl`), [])
})

t.test('Claude hears of its lineage also where another has rolled its session over before its hook had the lock', here, async t => {
  const { server, pane, environment, id, live, history, print } = commandStage(t)
  print(1, 60)
  await begin(environment, id, { pane: pane.id })
  const inPane = { ...server.env, TMUX: `${server.socket},${server.tmux('display-message', '-p', '#{pid}')},0`, TMUX_PANE: pane.id }
  const input = JSON.stringify({ session_id: 'claude-1', cwd: '/x', hook_event_name: 'SessionStart', source: 'compact' })
  const hooked = heldProcess(inPane, ['hook'], 'flock *', { input })
  await hooked.held()
  t.match(readBoundaryFile(live, id), [{ by: 'hook', kind: 'compact' }])
  t.match(await heldProcess(server.env, ['rollover', id]).go(), { code: 0 })
  t.ok(existsSync(`${history}/MANIFEST.json`))
  t.match(await hooked.go(), { code: 0, out: /^# Hand-off of session work/ })
})

t.test('who begins a session of a name whose last one is still to get its files waits for them', here, async t => {
  const { server, pane, environment, id, live, history, print } = commandStage(t)
  const { paths } = environment
  pane.write('Read(src/main.ts)\r\n')
  print(1, 60)
  await begin(environment, id, { pane: pane.id })
  const ending = heldProcess(server.env, ['end', id], 'flock *', { once: history })
  await ending.held()
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', id)
  const beginning = heldProcess(server.env, ['begin', id])
  await Promise.race([beginning.waits(), until('it begins', () => beginning.said().includes('begins in pane'))])
  t.match(await ending.go(), { code: 0 })
  t.match(await beginning.go(), { code: 0 })
  t.match(readSession(live), { id, number: 2 })
  const [aside = ''] = listSessions(paths.history)
  t.ok(existsSync(`${paths.history}/${aside}/MANIFEST.json`))
})
