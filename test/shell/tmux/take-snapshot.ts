import t from 'tap'
import { takeSnapshot, type PaneAddress } from '../../../src/shell/tmux/take-snapshot.js'
import { needs } from '../../helpers/needs.js'
import { tmuxServer, type TmuxServer } from '../../helpers/tmux-server.js'
import { commandProblem } from '../../helpers/user-manager.js'

const here = needs(commandProblem('tmux'))
const same = (text: string): string => text
const addressOf = (server: TmuxServer, pane: string): PaneAddress => {
  const [pid, start] = server.tmux('display-message', '-p', '#{pid} #{start_time}').split(' ').map(Number)
  return { socket: server.socket, serverPid: pid ?? 0, serverStart: start ?? 0, pane, version: '' }
}

t.test('state and lines of one instant; `above` bounds what is read', here, async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ width: 40, height: 10, limit: 500 })
  pane.write(Array.from({ length: 100 }, (_, index) => `line ${index + 1} ${'x'.repeat(index === 49 ? 100 : 0)}\r\n`).join(''))
  const address = addressOf(server, pane.id)
  const all = takeSnapshot(address, Infinity, same)
  t.match(all, { from: 0, state: { pane: pane.id, width: 40, height: 10, historyLimit: 500, dead: false, alternate: false } })
  const texts = all?.lines.map(line => line.text.trimEnd()) ?? []
  t.equal(texts[0], 'line 1')
  t.equal(texts[49], `line 50 ${'x'.repeat(100)}`, 'wrapped rows are one line')
  const few = takeSnapshot(address, 5, text => text.toUpperCase())
  t.equal(few?.from, (all?.state.historySize ?? 0) - 5)
  t.match(few?.lines.at(-2)?.text, /^LINE 100/)
})

t.test('a pane that is gone, another server, or a server that ended: undefined', here, async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane()
  const address = addressOf(server, pane.id)
  t.equal(takeSnapshot({ ...address, pane: '%99' }, 10, same), undefined)
  t.equal(takeSnapshot({ ...address, serverStart: 1 }, 10, same), undefined)
  t.equal(takeSnapshot({ ...address, socket: '/nonexistent/s', serverPid: process.pid }, 10, same), undefined)
  t.throws(() => takeSnapshot({ ...address, socket: '/nonexistent/s' }, 10, same), { exitCode: 74, message: /lives and cannot be reached/ })
  server.tmux('kill-server')
  t.equal(takeSnapshot({ ...address, serverPid: 2 ** 22 + 1 }, 10, same), undefined)
})
