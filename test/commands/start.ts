import { existsSync } from 'node:fs'
import t from 'tap'
import { end } from '../../src/commands/end.js'
import { start } from '../../src/commands/start.js'
import { commandStage } from '../helpers/command-stage.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

t.test('makes an ID from the project, and takes the one that the last session left', here, async t => {
  const { pane, environment } = commandStage(t)
  const first = await start(environment, { pane: pane.id })
  t.match(first, /^claude-home-\d{10}$/)
  await t.rejects(start(environment, { pane: pane.id }), { exitCode: 75, message: new RegExp(`is captured already, by session ${first}`) })
  await end(environment, first)
  const second = await start(environment, { pane: pane.id })
  t.match(second, /^claude-home-\d{10}$/)
  t.not(second, first)
})

t.test('two in the same second get two IDs', here, async t => {
  const { server, pane, environment } = commandStage(t)
  const still = { ...environment, now: () => new Date(1_763_850_000_000) }
  const other = server.newPane()
  t.equal(await start(still, { pane: pane.id }), 'claude-home-1763850000')
  t.equal(await start(still, { pane: other.id }), 'claude-home-1763850001')
})

t.test('refuses what it cannot have, and makes nothing then', here, async t => {
  const { pane, environment } = commandStage(t)
  await t.rejects(start(environment, {}), { exitCode: 69, message: 'this is not a tmux pane' })
  await t.rejects(start(environment, { pane: '%99' }), { exitCode: 69, message: 'there is no pane %99' })
  await t.rejects(start(environment, { pane: pane.id, project: '/nonexistent' }), { exitCode: 64, message: /is not a directory/ })
  await t.rejects(start(environment, { pane: pane.id, id: '../x' }), { exitCode: 64, message: /is not a session ID/ })
  t.notOk(existsSync(environment.paths.root))
  await start(environment, { pane: pane.id, id: 'mine' })
  await t.rejects(start(environment, { pane: pane.id, id: 'mine' }), { exitCode: 75, message: 'session mine is live already' })
})
