import t from 'tap'
import { runTmux } from '../../../src/shell/tmux/run-tmux.js'
import { scratch, standIn } from '../../helpers/fresh-home.js'
import { needs } from '../../helpers/needs.js'
import { tmuxServer } from '../../helpers/tmux-server.js'
import { commandProblem } from '../../helpers/user-manager.js'

t.test('an answer is its output; a refusal is tmux\'s own words, not an error', needs(commandProblem('tmux')), async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  server.newPane()
  t.same(runTmux(server.socket, ['display-message', '-p', 'text é']), { ok: true, output: 'text é\n' })
  t.match(runTmux(server.socket, ['capture-pane', '-p', '-t', '%99']), { ok: false, reason: /can't find pane/ })
  t.match(runTmux(`${server.directory}/none`, ['list-panes']), { ok: false, reason: /no server running|error connecting/ })
})

t.test('without tmux it is 69; one that cannot be started is 74', async t => {
  const before = process.env.PATH
  t.teardown(() => (process.env.PATH = before))
  const bin = scratch(t, 'bin')
  process.env.PATH = bin
  t.throws(() => runTmux('/s', ['list-panes']), { exitCode: 69, message: /tmux is not installed, or not in PATH/ })
  standIn(bin, 'tmux', 'echo "its own words" >&2; exit 3')
  t.same(runTmux('/s', ['list-panes']), { ok: false, reason: 'its own words' })
})
