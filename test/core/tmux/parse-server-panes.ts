import t from 'tap'
import { parseServerPanes, serverPanesFormat } from '../../../src/core/tmux/parse-server-panes.js'
import { needs } from '../../helpers/needs.js'
import { tmuxServer } from '../../helpers/tmux-server.js'
import { commandProblem } from '../../helpers/user-manager.js'

t.test('panes as a real server tells them', needs(commandProblem('tmux')), async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ limit: 3_000 })
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', 'work')
  const look = (): unknown => parseServerPanes(server.tmux('list-panes', '-a', '-F', serverPanesFormat)).find(({ id }) => id === pane.id)
  t.match(look(), { historyLimit: 3_000, alternate: false, scrollsOnClear: true, dead: false, sessionId: 'work', serverPid: Number, serverStart: Number })
  // The option came with tmux 3.3.
  const knows = server.tmux('show-options', '-g', '-w').includes('scroll-on-clear')
  if (knows) server.tmux('set-option', '-g', 'scroll-on-clear', 'off')
  pane.write('\u001b[?1049h')
  t.match(look(), { alternate: true, scrollsOnClear: !knows })
})

t.test('what is no such output tells nothing', async t => {
  t.same(parseServerPanes('\nno server\npane\t1\t2\tx\t0\n'), [])
  t.match(parseServerPanes('pane\t1\t2\t%0\t0\t2000\t0\t\twork'), [{ scrollsOnClear: true }], 'a tmux without the option has nothing to switch off')
})
