import t from 'tap'
import { serverAlive } from '../../../src/shell/tmux/server-alive.js'
import { needs } from '../../helpers/needs.js'
import { tmuxServer } from '../../helpers/tmux-server.js'
import { commandProblem } from '../../helpers/user-manager.js'
import { untilNow } from '../../helpers/until.js'

t.test('a tmux server lives until it ends; another process of that number is none', needs(commandProblem('tmux')), async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  server.newPane()
  const pid = Number(server.tmux('display-message', '-p', '#{pid}'))
  t.equal(serverAlive(pid), true)
  t.equal(serverAlive(process.pid), false)
  t.equal(serverAlive(2 ** 22 + 1), false)
  server.tmux('kill-server')
  untilNow('the server is gone', () => !serverAlive(pid))
  t.equal(serverAlive(pid), false)
})
