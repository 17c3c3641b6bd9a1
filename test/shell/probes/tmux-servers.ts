import { existsSync } from 'node:fs'
import t from 'tap'
import { probeTmuxServers } from '../../../src/shell/probes/tmux-servers.js'
import { needs } from '../../helpers/needs.js'
import { tmuxServer } from '../../helpers/tmux-server.js'
import { commandProblem } from '../../helpers/user-manager.js'

t.test('each socket: a server that answers, one that is stopped, one that is gone', needs(commandProblem('tmux')), async t => {
  const [well, stopped, gone] = [tmuxServer(), tmuxServer(), tmuxServer()]
  const pane = well.newPane({ limit: 2_000 })
  stopped.newPane()
  gone.newPane()
  const pid = Number(stopped.tmux('display-message', '-p', '#{pid}'))
  t.teardown(() => {
    process.kill(pid, 'SIGCONT')
    for (const server of [well, stopped, gone]) server.stop()
  })
  gone.tmux('kill-server')
  process.kill(pid, 'SIGSTOP')
  well.tmux('set-environment', '-g', 'CLAUDE_CODE_CHILD_SESSION', '1')
  t.match(await probeTmuxServers(well.env, [well.socket, stopped.socket, gone.socket, `${gone.directory}/none`]), [
    { socket: well.socket, state: 'answers', panes: [{}, { id: pane.id, historyLimit: 2_000 }], options: { historyLimit: 2_000 }, child: true },
    { state: 'hung', panes: [] },
    { state: 'none', panes: [] },
    { state: 'none' },
  ])
  t.notOk(existsSync(`${gone.directory}/none`), 'no server was started by asking')
  well.tmux('set-environment', '-g', '-u', 'CLAUDE_CODE_CHILD_SESSION')
  t.match(await probeTmuxServers(well.env, [well.socket]), [{ child: false }])
  t.match(await probeTmuxServers({ ...well.env, PATH: '/nonexistent' }, [well.socket]), [{ state: 'none' }], 'without tmux there are no servers')
})
