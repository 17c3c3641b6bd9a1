import t from 'tap'
import { clearPaneSession, setPaneSession } from '../../../src/shell/tmux/pane-option.js'
import { needs } from '../../helpers/needs.js'
import { tmuxServer } from '../../helpers/tmux-server.js'
import { commandProblem } from '../../helpers/user-manager.js'

t.test('marks a pane, and takes off only its own mark', needs(commandProblem('tmux')), async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const { id } = server.newPane()
  const mark = (): string => server.tmux('show-options', '-p', '-v', '-q', '-t', id, '@claude_session_id')
  t.equal(setPaneSession(server.socket, id, 'work'), true)
  t.equal(mark(), 'work')
  clearPaneSession(server.socket, id, 'other')
  t.equal(mark(), 'work')
  server.tmux('set-option', '-p', '-t', id, '@claude_tokens', '79%')
  clearPaneSession(server.socket, id, 'other')
  t.match(server.tmux('show-options', '-p', '-t', id), /@claude_tokens/)
  clearPaneSession(server.socket, id, 'work')
  t.equal(mark(), '')
  t.notMatch(server.tmux('show-options', '-p', '-t', id), /@claude/, 'nor does its budget stay')
  t.equal(setPaneSession(server.socket, '%99', 'work'), false)
  clearPaneSession('/nonexistent/socket', id, 'work')
})
