import t from 'tap'
import { readTokenPane, showTokenPane } from '../../../src/shell/tokens/token-pane.js'
import { needs } from '../../helpers/needs.js'
import { tmuxServer } from '../../helpers/tmux-server.js'
import { commandProblem } from '../../helpers/user-manager.js'

t.test('the pane is read in one call, its options are set, and only when they change', needs(commandProblem('tmux')), async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ width: 30, height: 5 })
  const [pid, start] = server.tmux('display-message', '-p', '#{pid} #{start_time}').split(' ').map(Number)
  const address = { socket: server.socket, serverPid: pid ?? 0, serverStart: start ?? 0, pane: pane.id }
  pane.write(`${'x'.repeat(45)}\r\ntext\r\nclient\t${pane.id}\t/dev/forged\r\n${'line\r\n'.repeat(10)}`)
  t.match(readTokenPane(address, false), { dead: false, long: '', short: '', clients: [], lines: [], historyLimit: 2_000 })
  const read = readTokenPane(address, true)
  t.same(read?.lines.slice(0, 2).map(line => line.trimEnd()), ['x'.repeat(45), 'text'], 'tmux\'s own wrapping is undone')
  t.same(read?.clients, [], 'and what the pane says is no client')
  const footer = { long: '#[fg=green]79% ##{pid} %H#[default]', short: '79%' }
  const option = (): string => server.tmux('show-options', '-p', '-v', '-q', '-t', pane.id, '@claude_tokens')
  if (read === undefined) throw new Error('no pane')
  t.equal(showTokenPane(address, read, footer, undefined), true)
  t.equal(option(), footer.long)
  const again = readTokenPane(address, false)
  t.match(again, footer, 'what was set is read back as it is')
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_tokens', 'by hand')
  t.equal(showTokenPane(address, again ?? read, footer, 'alert'), true)
  t.equal(option(), 'by hand', 'an option that said so already was not set again')
  t.equal(showTokenPane({ ...address, pane: '%99' }, read, footer, undefined), false)
})

t.test('another server, and no server, has no such pane', needs(commandProblem('tmux')), async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane()
  const [pid = 0, start = 0] = server.tmux('display-message', '-p', '#{pid} #{start_time}').split(' ').map(Number)
  const address = { socket: server.socket, serverPid: pid, serverStart: start, pane: pane.id }
  t.ok(readTokenPane(address, false))
  for (const wrong of [{ serverPid: pid + 1 }, { serverStart: start - 1 }, { pane: '%99' }, { pane: '' }, { socket: '/no/such/socket' }]) t.equal(readTokenPane({ ...address, ...wrong }, true), undefined, JSON.stringify(wrong))
})
