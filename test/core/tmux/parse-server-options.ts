import t from 'tap'
import { ownHistoryFormat, parseServerOptions } from '../../../src/core/tmux/parse-server-options.js'
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

t.test('a session of our own gets 100,000 rows of history, or more where its owner wants more', needs(commandProblem('tmux')), async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  server.tmux('new-session', '-d', '-s', 'own', 'sleep', '100000')
  for (const [wanted, own] of [['2000', '100000'], ['99999', '100000'], ['250000', '250000']] as const) {
    server.tmux('set-option', '-u', '-t', 'own', 'history-limit', ';', 'set-option', '-g', 'history-limit', wanted, ';', 'set-option', '-F', '-t', 'own', 'history-limit', ownHistoryFormat)
    t.equal(server.tmux('show-options', '-v', '-t', 'own', 'history-limit'), own)
  }
})

t.test('what is no such output tells nothing', async t => {
  t.same(parseServerOptions('history-limit many\n@claude_tokens x\nupdate-environment[0] @claude_tokens'), { historyLimit: undefined, footer: false })
})
