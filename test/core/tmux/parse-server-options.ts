import t from 'tap'
import { parseServerOptions } from '../../../src/core/tmux/parse-server-options.js'
import { needs } from '../../helpers/needs.js'
import { tmuxServer } from '../../helpers/tmux-server.js'
import { commandProblem } from '../../helpers/user-manager.js'

t.test('the options of a real server', needs(commandProblem('tmux')), async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  server.newPane({ limit: 3_000 })
  const options = (): unknown => parseServerOptions(server.tmux('show-options', '-g'))
  t.same(options(), { historyLimit: 3_000, footer: false })
  server.tmux('set-option', '-ag', 'status-right', '#{@claude_tokens}')
  t.same(options(), { historyLimit: 3_000, footer: true })
  server.tmux('set-option', '-g', 'status', 'off')
  t.match(options(), { footer: false }, 'a status line that is off shows nothing')
})

t.test('what is no such output tells nothing', async t => {
  t.same(parseServerOptions('history-limit many\n@claude_tokens x\nupdate-environment[0] @claude_tokens'), { historyLimit: undefined, footer: false })
})
