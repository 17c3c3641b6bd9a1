import { existsSync, readdirSync } from 'node:fs'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { end } from '../../src/commands/end.js'
import { adoptDirectory } from '../../src/commands/take-over.js'
import { sessionDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { readSession, writeSession } from '../../src/shell/session/session-file.js'
import { commandStage, lines } from '../helpers/command-stage.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const named = parseSessionId('named')

t.test('a provisional session goes on under the name that is begun in its pane: same number, same parts, no line twice', here, async t => {
  const { server, pane, environment, id, live, print } = commandStage(t)
  const to = sessionDirectory(environment.paths, named)
  print(1, 200)
  await begin(environment, id, { pane: pane.id, provisional: true })
  print(201, 300)
  await begin(environment, named, { pane: pane.id })
  t.notOk(existsSync(live))
  t.match(readSession(to), { id: 'named', number: 1, provisional: false, renamedTo: '' })
  t.notOk(readdirSync(to).some(name => name.includes(id)), 'no file carries the old name')
  t.equal(server.tmux('show-options', '-p', '-v', '-t', pane.id, '@claude_session_id'), 'named')
  t.ok(environment.lines.some(line => /named: goes on from work, which install\.sh had begun in this pane/.test(line)))
  await end(environment, named)
  t.strictSame(readCaptured(`${environment.paths.history}/named`, 1).lines, lines(1, 300))
})

t.test('cut off after the old record was marked, or after the rename, the next begin finishes it', here, async t => {
  const { pane, environment, id, live, print } = commandStage(t)
  print(1, 100)
  await begin(environment, id, { pane: pane.id, provisional: true })
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  writeSession(live, { ...record, renamedTo: 'named' })
  await begin(environment, named, { pane: pane.id })
  t.strictSame(readdirSync(environment.paths.sessions), ['named'])
  const to = sessionDirectory(environment.paths, named)
  adoptDirectory(to, { ...record, id: 'named' }, id)
  t.match(readSession(to), { id })
  await begin(environment, named)
  t.match(readSession(to), { id: 'named', number: 1 })
  await end(environment, named)
  t.strictSame(readCaptured(`${environment.paths.history}/named`, 1).lines, lines(1, 100))
})
