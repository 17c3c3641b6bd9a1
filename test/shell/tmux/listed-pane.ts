import t from 'tap'
import { listPanes } from '../../../src/shell/tmux/list-panes.js'
import { listedPane } from '../../../src/shell/tmux/listed-pane.js'
import { needs } from '../../helpers/needs.js'
import { tmuxServer } from '../../helpers/tmux-server.js'
import { commandProblem } from '../../helpers/user-manager.js'

t.test('a pane is found by its server and its ID; one of the same ID in another server is not it', needs(commandProblem('tmux')), async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane()
  const [listed] = listPanes([server.socket]).filter(({ id }) => id === pane.id)
  if (listed === undefined) return t.fail('not listed')
  t.match(listedPane(listed), { id: pane.id, dead: false })
  t.equal(listedPane({ ...listed, serverStart: listed.serverStart - 1 }), undefined)
  t.equal(listedPane({ ...listed, serverPid: listed.serverPid + 1 }), undefined)
  t.equal(listedPane({ ...listed, id: '%999' }), undefined)
  t.equal(listedPane(listed, []), undefined, 'what was asked before is believed')
  server.tmux('kill-pane', '-t', pane.id)
  t.equal(listedPane(listed), undefined)
})

t.test('where no server answers there is no pane', needs(commandProblem('tmux')), async t => t.equal(listedPane({ socket: `${t.testdir({})}/none`, serverPid: 1, serverStart: 1, id: '%0' }), undefined))
