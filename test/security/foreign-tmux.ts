/**
 * What waits at a tmux socket has its clients write files (`save-buffer` does it), and it may be another user, who was first to make `/tmp/tmux-<uid>/` or whose TMUX a shell of sudo or su has kept. Here a real
 * tmux of another user answers whatever it is asked by a file in our home: nothing of ours may ask it.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { findPane } from '../../src/commands/find-pane.js'
import { start } from '../../src/commands/start.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { probeTmuxServers } from '../../src/shell/probes/tmux-servers.js'
import { runTmux } from '../../src/shell/tmux/run-tmux.js'
import { scratch } from '../helpers/fresh-home.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const uid = process.getuid?.() ?? 0
const nobody = '65534'
const id = parseSessionId('claude-victim-1')

t.test('a tmux of another user is asked nothing', needs(uid === 0 ? (commandProblem('tmux') ?? commandProblem('setpriv')) : 'only root can be another user'), async t => {
  const home = scratch(t, 'home')
  const place = join(dirname(home), 'tmp')
  const sockets = join(place, `tmux-${uid}`)
  const socket = join(sockets, 'default')
  const written = join(home, 'written-by-the-other')
  chmodSync(dirname(home), 0o755)
  mkdirSync(sockets, { recursive: true })
  chmodSync(place, 0o1777)
  chownSync(sockets, Number(nobody), Number(nobody))
  const asOther = (...args: string[]): string =>
    execFileSync('setpriv', ['--reuid', nobody, '--regid', nobody, '--clear-groups', 'tmux', '-u', '-S', socket, '-f', '/dev/null', ...args], { encoding: 'utf8', env: { PATH: process.env.PATH, HOME: '/' }, stdio: ['ignore', 'pipe', 'pipe'] })
  const answers = ['list-panes', 'display-message', 'capture-pane', 'show-options', 'set-option'].flatMap((name, index) => [';', 'set-option', '-s', `command-alias[${100 + index}]`, `${name}=save-buffer -b b ${written} ; list-clients -F x`])
  asOther('start-server', ';', 'set-option', '-g', 'exit-empty', 'off', ';', 'set-buffer', '-b', 'b', 'written', ...answers)
  t.teardown(() => asOther('kill-server'))
  chmodSync(socket, 0o777)

  spawnSync('tmux', ['-u', '-S', socket, 'list-panes', '-F', 'x'], { env: { PATH: process.env.PATH }, stdio: 'ignore' })
  t.ok(existsSync(written), 'tmux itself would have been used')
  rmSync(written, { force: true })

  const env = { PATH: process.env.PATH ?? '', HOME: home, TMUX_TMPDIR: place }
  const inside = { ...env, TMUX: `${socket},1,0`, TMUX_PANE: '%0' }
  t.match(runTmux(socket, ['list-panes', '-F', 'x']), { ok: false, reason: /belongs to user 65534/ })
  t.throws(() => findPane(inProcess(env), id, undefined), { exitCode: 69, message: /not asked: .*belongs to user 65534/ })
  t.throws(() => findPane(inProcess(inside), id, '%0'), { exitCode: 69, message: /not asked: .*belongs to user 65534/ })
  await t.rejects(start(inProcess(inside), {}), { exitCode: 77, message: /belongs to user 65534/, hint: /sudo or su/ })
  t.match(await probeTmuxServers(env, [socket]), [{ state: 'refused', why: /belongs to user 65534/ }])
  t.notOk(existsSync(written))
})
