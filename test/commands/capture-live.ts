import { rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureLive } from '../../src/commands/capture-live.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { commandStage } from '../helpers/command-stage.js'
import { put } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

t.test('the marker is enough; session.toml is for when it is missing; without both it says what to do', here, async t => {
  const { pane, environment, id, live, print } = commandStage(t)
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  rmSync(join(live, 'session.toml'))
  t.match(await captureLive(environment, id, { final: false, rolls: false }), { gone: false, gaps: [] })
  rmSync(join(live, '.capture_marker.work'))
  await t.rejects(captureLive(environment, id, { final: false, rolls: false }), { exitCode: 65, message: /has no session\.toml: the session was not begun to the end/ })
  await t.rejects(captureLive(environment, parseSessionId('none'), { final: false, rolls: false }), { exitCode: 64, message: 'there is no live session none' })
})

t.test('settings are the user\'s and the project\'s, and their warnings are logged', here, async t => {
  const { server, pane, environment, id, print } = commandStage(t)
  put(environment.paths.userSettings, 'rotate_lines = 20\n')
  put(join(server.env.HOME ?? '', '.claude-session.toml'), 'redact = false\n')
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  t.ok(environment.lines.some(line => /^<4>work: .*\.claude-session\.toml: redact is ignored/.test(line)))
  t.ok(environment.lines.some(line => /1-20 part 1, 1-20 part 2, 1-\d+ part 3/.test(line)))
})
