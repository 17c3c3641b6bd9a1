import t from 'tap'
import { closeOwnPane, ownPane } from '../../../src/shell/tmux/own-pane.js'
import { needs } from '../../helpers/needs.js'
import { untilEnded } from '../../helpers/shell-stage.js'
import { tmuxServer, type TmuxServer } from '../../helpers/tmux-server.js'
import { commandProblem } from '../../helpers/user-manager.js'

const here = needs(commandProblem('tmux'))
const panes = ({ tmux }: TmuxServer): string[] => tmux('list-panes', '-a', '-F', '#{pane_id}').split('\n')

t.test('a pane of ours closes when its program ends, also when the command fails, or is gone', here, async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  server.tmux('new-session', '-d', 'sleep', '100000')
  for (const [command, end] of [['/bin/true', 'exit 0'], ['/bin/false', 'exit 3'], ['/nonexistent/claude session', 'kill -9 $$']] as const) {
    const pane = server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', 'sh')
    t.ok(ownPane(server.socket, pane, command))
    t.ok(ownPane(server.socket, pane, command), 'and again: it is ours')
    t.equal(server.tmux('show-options', '-p', '-v', '-t', pane, 'remain-on-exit'), 'on')
    server.tmux('send-keys', '-t', pane, '-l', `${end}\r`)
    untilEnded(server, `${pane} has closed`, () => !panes(server).includes(pane))
  }
  t.equal(panes(server).length, 1)
  t.notOk(ownPane(server.socket, '%99', '/bin/true'), 'one that is gone is nobody\'s')
})

t.test('what the user has set, for a pane or for all, is left alone', here, async t => {
  for (const set of [['set-option', '-g', 'remain-on-exit', 'on'], ['set-option', '-w', 'remain-on-exit', 'on'], ['set-hook', '-gw', 'pane-died', 'display-message mine'], ['set-hook', '-p', 'pane-died', 'display-message mine']]) {
    const server = tmuxServer()
    t.teardown(server.stop)
    server.tmux('new-session', '-d', 'cat')
    server.tmux(...set)
    const before = server.tmux('show-options', '-p', ';', 'show-hooks', '-p')
    t.notOk(ownPane(server.socket, '%0', '/bin/true'), set.join(' '))
    t.equal(server.tmux('show-options', '-p', ';', 'show-hooks', '-p'), before)
  }
})

t.test('a pane of ours is closed, one of the user\'s is not', here, async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  server.tmux('new-session', '-d', 'cat')
  const pane = server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', 'cat')
  ownPane(server.socket, pane, '/bin/true')
  for (const each of ['%0', pane, '%99']) closeOwnPane(server.socket, each)
  t.same(panes(server), ['%0'])
})
