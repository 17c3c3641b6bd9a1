import { existsSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { end } from '../../src/commands/end.js'
import { where } from '../../src/commands/where.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { commandStage } from '../helpers/command-stage.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

t.test('the paths of the tool, of a live session and of an ended one', needs(commandProblem('tmux') ?? commandProblem('flock')), async t => {
  const { server, pane, environment, id, live, history, print } = commandStage(t)
  t.match(where(environment, undefined), { root: `${server.env.HOME ?? ''}/.local/state/claude-session`, settings: /config\.toml$/ })
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  const places = where(environment, id)
  t.match(places, { directory: live, part: `${live}/session_00001_PART1.md` })
  for (const name of ['directory', 'part', 'marker', 'pending', 'project']) t.ok(existsSync(places[name] ?? ''), name)
  t.notOk('transcript' in places || 'joined' in places, 'what is not there is not named')
  writeFileSync(`${live}/transcript.jsonl`, '')
  writeFileSync(`${live}/context.json`, '{}')
  t.match(where(environment, id), { transcript: `${live}/transcript.jsonl`, context: `${live}/context.json` })
  await end(environment, id)
  const ended = where(environment, id)
  t.match(ended, { directory: history })
  for (const name of ['directory', 'part', 'joined', 'manifest', 'project']) t.ok(existsSync(ended[name] ?? ''), name)
  t.throws(() => where(environment, parseSessionId('none')), { exitCode: 64, message: 'there is no session none' })
})
