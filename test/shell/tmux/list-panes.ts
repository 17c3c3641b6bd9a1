import t from 'tap'
import { listPanes } from '../../../src/shell/tmux/list-panes.js'
import { needs } from '../../helpers/needs.js'
import { tmuxServer } from '../../helpers/tmux-server.js'
import { commandProblem } from '../../helpers/user-manager.js'

t.test('all panes of the servers that answer; a socket that nobody answers has none', needs(commandProblem('tmux')), async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ width: 90 })
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', 'work')
  const panes = listPanes(['/nonexistent/socket', server.socket])
  t.equal(panes.length, 2)
  t.match(panes.find(({ id }) => id === pane.id), {
    socket: server.socket,
    serverPid: Number(server.tmux('display-message', '-p', '#{pid}')),
    version: /^\d+\.\d+/,
    dead: false,
    width: 90,
    sessionId: 'work',
    command: /^(?:cat|bash|sh)$/,
    directory: server.env.HOME ?? '',
    clientActivity: 0,
  })
  t.same(listPanes([]), [])
})
