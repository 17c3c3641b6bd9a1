import { existsSync, readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { end } from '../../src/commands/end.js'
import { rollover } from '../../src/commands/rollover.js'
import { run, runTimes } from '../../src/commands/run.js'
import { sessionDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { noteSign } from '../../src/shell/session/boundary-file.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { commandStage, lines } from '../helpers/command-stage.js'
import { scratch, standIn } from '../helpers/fresh-home.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'
import { until } from '../helpers/until.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const times = { captureEvery: 100, tokenEvery: 60_000, contextEvery: 60_000, retryAfter: 50, tickLimit: 300 }

t.test('a tick that fails or hangs is said, tried again, and never ends the session', here, async t => {
  const { server, pane, environment, id, live, history, print } = commandStage(t)
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', id)
  const bin = scratch(t, 'bin')
  standIn(bin, 'tick', `echo x >>'${bin}/ticks'; case $(wc -l <'${bin}/ticks') in 1) exit 74 ;; 2) exec sleep 100 ;; *) exit 75 ;; esac`)
  const stop = new AbortController()
  print(1, 60)
  const done = run({ ...environment, self: [`${bin}/tick`] }, id, stop.signal, times)
  const said = (text: RegExp): boolean => environment.lines.some(line => text.test(line))
  await until('a tick was killed', () => said(/was killed/))
  t.ok(said(/<3>work: a capture tick failed with exit code 74; trying again soon/))
  t.ok(said(/<3>work: a capture tick was killed; trying again soon/))
  t.ok(existsSync(live))
  stop.abort()
  await done
  t.strictSame(readCaptured(history, 1).lines, lines(1, 60))
})

t.test('a tick that says 69 ends it', here, async t => {
  const { server, pane, environment, id, history } = commandStage(t)
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', id)
  await run({ ...environment, self: ['sh', '-c', 'exit 69'] }, id, new AbortController().signal, times)
  t.ok(existsSync(`${history}/MANIFEST.json`))
})

t.test('it ticks for the token budget too, and a failing one is said once and ends nothing', here, async t => {
  const { server, pane, environment, id, live } = commandStage(t)
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', id)
  const bin = scratch(t, 'bin')
  standIn(bin, 'tick', `echo "$@" >>'${bin}/ticks'; case $1 in token-tick) exit 69 ;; *) exit 75 ;; esac`)
  const stop = new AbortController()
  const done = run({ ...environment, self: [`${bin}/tick`] }, id, stop.signal, { ...times, captureEvery: 60_000, tokenEvery: 50 })
  const count = (): number => (existsSync(`${bin}/ticks`) ? readFileSync(`${bin}/ticks`, 'utf8').split('token-tick work\n').length - 1 : 0)
  await until('it has ticked three times', () => count() >= 3)
  t.ok(existsSync(live))
  stop.abort()
  await done
  t.strictSame(environment.lines.filter(line => line.includes('token tick')), ['<4>work: a token tick failed with exit code 69'])
})

t.test('its periods are the units\'', async t => t.same([runTimes.captureEvery, runTimes.tokenEvery], [5 * 60_000, 30_000]))

t.test('it follows its session over a rollover, ticks the next one and ends that', here, async t => {
  const { server, pane, environment, id, live, history, print } = commandStage(t)
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', id)
  const bin = scratch(t, 'bin')
  standIn(bin, 'tick', `echo "$@" >>'${bin}/ticks'`)
  standIn(bin, 'systemctl', 'exit 1')
  const before = process.env.PATH
  process.env.PATH = `${bin}:${before ?? ''}`
  t.teardown(() => (process.env.PATH = before))
  const stop = new AbortController()
  print(1, 60)
  const done = run({ ...environment, self: [`${bin}/tick`] }, id, stop.signal, times)
  const ticked = (one: string): boolean => existsSync(`${bin}/ticks`) && readFileSync(`${bin}/ticks`, 'utf8').includes(`capture-tick ${one}\n`)
  await until('it ticks', () => ticked(id))
  noteSign(live, id, { by: 'hook', kind: 'compact', at: Date.now(), key: '', rolled: 0 })
  await rollover({ ...environment, self: ['false'] }, id)
  const next = parseSessionId(readSession(history)?.next ?? '')
  await until('the next one ticks', () => ticked(next))
  t.ok(environment.lines.includes(`<5>work: goes on as ${next}, and the supervisor with it`))
  t.notOk(environment.lines.some(line => line.includes('no user manager')), 'no second one is started')
  print(61, 90)
  stop.abort()
  await done
  t.notOk(existsSync(sessionDirectory(environment.paths, next)))
  t.strictSame([...readCaptured(history, 1).lines, ...readCaptured(`${environment.paths.history}/${next}`, 2).lines], lines(1, 90))
})

t.test('a session that rolled over before its supervisor was there is followed, not begun anew', here, async t => {
  const { server, pane, environment, id, history, print } = commandStage(t)
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', id)
  const bin = scratch(t, 'bin')
  standIn(bin, 'systemctl', 'exit 1')
  const before = process.env.PATH
  process.env.PATH = `${bin}:${before ?? ''}`
  t.teardown(() => (process.env.PATH = before))
  print(1, 60)
  await begin(environment, id)
  noteSign(sessionDirectory(environment.paths, id), id, { by: 'hook', kind: 'compact', at: Date.now(), key: '', rolled: 0 })
  await rollover({ ...environment, self: ['true'] }, id)
  const next = parseSessionId(readSession(history)?.next ?? '')
  const stop = new AbortController()
  const done = run({ ...environment, self: ['sh', '-c', 'exit 75'] }, id, stop.signal, times)
  const said = (): boolean => environment.lines.some(line => line.startsWith(`<5>${next}: the embedded supervisor captures`))
  await until('it says that it captures the next one', said)
  stop.abort()
  await done
  t.same([readSession(history)?.next, existsSync(sessionDirectory(environment.paths, id))], [next, false])
  t.equal(server.tmux('list-panes', '-a', '-F', '#{@claude_session_id}').trim(), '')
})

t.test('what starts it in the background for a session that has ended by then begins none, in whatever pane there is', here, async t => {
  const { server, pane, environment, id, history } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  await end(environment, id)
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', id)
  await run(environment, id, new AbortController().signal, times, { begins: false })
  t.same(readdirSync(environment.paths.sessions), [])
  t.match(readSession(history), { number: 1 })
  t.same(environment.lines.at(-1), '<5>work: has ended or was renamed; the supervisor leaves')
  const stopped = AbortSignal.abort()
  await run(environment, id, stopped, times)
  t.match(readSession(history), { number: 2 }, 'by hand it is begun')
})
