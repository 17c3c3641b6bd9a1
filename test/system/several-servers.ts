/**
 * Several tmux servers of one user: each has a pane %0, and a server that is started again has one, too.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { start } from '../../src/commands/start.js'
import { historyDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { serverAlive } from '../../src/shell/tmux/server-alive.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { tmuxServer } from '../helpers/tmux-server.js'
import { commandProblem } from '../helpers/user-manager.js'
import { until } from '../helpers/until.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

interface Stage {
  readonly environment: ReturnType<typeof inProcess>
  readonly tmux: (name: string, ...args: string[]) => string
  /** Ends server `name` and waits until it is gone: one that is going refuses whoever comes. */
  readonly kill: (name: string) => Promise<void>
  /** Starts server `name` with one pane that prints numbered lines and stays. */
  readonly serve: (name: string, said: string) => Promise<void>
  readonly socket: (name: string) => string
}

const stage = (t: Test): Stage => {
  const base = tmuxServer()
  const socket = (name: string): string => join(dirname(base.socket), name)
  const tmux = (name: string, ...args: string[]): string =>
    execFileSync('tmux', ['-u', '-S', socket(name), '-f', '/dev/null', ...args], { encoding: 'utf8', env: base.env, stdio: ['ignore', 'pipe', 'pipe'] }).trimEnd()
  const running = new Map<string, number>()
  const kill = async (name: string): Promise<void> => {
    const pid = running.get(name) ?? 0
    running.delete(name)
    if (serverAlive(pid)) process.kill(pid, 'SIGKILL')
    await until(`${name} is gone`, () => !serverAlive(pid))
  }
  t.teardown(async () => {
    for (const name of [...running.keys()]) await kill(name)
    base.stop()
  })
  const serve = async (name: string, said: string): Promise<void> => {
    tmux(name, 'new-session', '-d', '-x', '80', '-y', '10', `seq -f '${said} %.0f' 1 100; exec sleep 10000`)
    running.set(name, Number(tmux(name, 'display-message', '-p', '#{pid}')))
    await until(`${name} has printed`, () => tmux(name, 'capture-pane', '-p', '-t', '%0').includes(`${said} 100`))
  }
  return { environment: inProcess(base.env), tmux, kill, serve, socket }
}

const linesOf = (environment: Stage['environment'], id: string): string[] => {
  const directory = historyDirectory(environment.paths, parseSessionId(id))
  return readCaptured(directory, readSession(directory)?.number ?? 0).lines
}
const hundred = (said: string): string[] => Array.from({ length: 100 }, (_, index) => `${said} ${index + 1}`)

t.test('panes of the same name on three servers are three panes', here, async t => {
  const { environment, tmux, serve, socket } = stage(t)
  for (const name of ['default', 'blue', 'green']) {
    await serve(name, name)
    tmux(name, 'set-option', '-p', '-t', '%0', '@claude_session_id', name)
    await begin(environment, parseSessionId(name))
  }
  for (const name of ['default', 'blue', 'green']) {
    await captureTick(environment, parseSessionId(name))
    await end(environment, parseSessionId(name))
    t.strictSame(linesOf(environment, name), hundred(name))
    t.equal(readSession(historyDirectory(environment.paths, parseSessionId(name)))?.pane.socket, socket(name))
  }
})

t.test('start means the pane of the server it is typed in', here, async t => {
  const { environment, serve, socket } = stage(t)
  await serve('default', 'default')
  await serve('blue', 'blue')
  // `true` instead of a supervisor: what runs the ticks is not the question.
  const inBlue = { ...environment, self: ['true'], env: { ...environment.env, TMUX: `${socket('blue')},1,0`, TMUX_PANE: '%0' } }
  const id = await start(inBlue, { id: 'typed' })
  await end(environment, id)
  t.strictSame(linesOf(environment, id), hundred('blue'))
})

t.test('a server that is started again and has a %0 is not taken for the old one', here, async t => {
  const { environment, kill, serve } = stage(t)
  const id = parseSessionId('old')
  await serve('default', 'old')
  await begin(environment, id)
  await captureTick(environment, id)
  await kill('default')
  await serve('default', 'new')
  await t.rejects(captureTick(environment, id), { exitCode: 69, message: /its pane has ended/ })
  await t.rejects(captureTick(environment, id), { exitCode: 69, message: /its pane has ended/ })
  await end(environment, id)
  t.strictSame(linesOf(environment, 'old').filter(line => line !== ''), hundred('old'), 'what the old one showed, and nothing of the new one')
  t.match(environment.lines.filter(line => line.includes('gap')), [/pane-gone/])
  t.equal(readSession(historyDirectory(environment.paths, id))?.endReason, 'pane-gone')
})

t.test('a session whose server was started again goes on there when it is begun again, behind a gap', here, async t => {
  const { environment, kill, serve } = stage(t)
  const id = parseSessionId('goes-on')
  await serve('default', 'before')
  await begin(environment, id)
  await kill('default')
  await serve('default', 'after')
  await begin(environment, id)
  t.ok(environment.lines.some(line => /its pane %0 is gone; goes on in pane %0 .* as it is the only pane there is/.test(line)))
  await end(environment, id)
  t.strictSame(linesOf(environment, 'goes-on'), [...hundred('before'), ...hundred('after')])
  t.strictSame(readdirSync(environment.paths.sessions), [])
})

t.test('a server that has ended and left its socket does not hide the others', here, async t => {
  const { environment, kill, serve } = stage(t)
  await serve('aaa', 'dead')
  await kill('aaa')
  await serve('live', 'live')
  const id = parseSessionId('found')
  await begin(environment, id)
  await end(environment, id)
  t.strictSame(linesOf(environment, 'found'), hundred('live'))
})
