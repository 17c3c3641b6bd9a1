import { rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { paneSession } from '../../src/shell/pane-session.js'
import { commandStage } from '../helpers/command-stage.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

t.test('the session is the one that is named and lives, else the one of the pane', needs(commandProblem('tmux') ?? commandProblem('flock')), async t => {
  const { server, pane, environment, id, live } = commandStage(t)
  const { paths } = environment
  const pid = server.tmux('display-message', '-p', '#{pid}')
  const here = { TMUX: `${server.socket},${pid},0`, TMUX_PANE: pane.id }
  t.equal(paneSession(here, paths), undefined)
  await begin(environment, id, { pane: pane.id })
  t.equal(paneSession({ CLAUDE_SESSION_ID: id }, paths), id)
  t.equal(paneSession(here, paths), id)
  t.equal(paneSession({ ...here, CLAUDE_SESSION_ID: 'ended-by-a-rollover' }, paths), id)
  t.equal(paneSession({ ...here, CLAUDE_SESSION_ID: '../../x' }, paths), id)
  for (const env of [{}, { ...here, TMUX_PANE: '%99' }, { ...here, TMUX: `/other,${pid},0` }, { ...here, TMUX: `${server.socket},1,0` }, { TMUX: 'x', TMUX_PANE: pane.id }, { TMUX: here.TMUX }]) t.equal(paneSession(env, paths), undefined, JSON.stringify(env))
  rmSync(join(live, 'session.toml'))
  t.equal(paneSession({ CLAUDE_SESSION_ID: id }, paths), undefined)
})
