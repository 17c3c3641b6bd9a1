import { readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { doctor } from '../../src/commands/doctor.js'
import { markerFile } from '../../src/shell/parts/marker-file.js'
import { commandStage } from '../helpers/command-stage.js'
import { put, tree } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

t.test('without --fix nothing is changed; with it each repair stands beside what is found afterwards', here, async t => {
  const stage = commandStage(t, { limit: 2_000 })
  const { server, id, pane, live } = stage
  // What stands for the supervisor holds its lock, for as long as it is looked for.
  const environment = { ...stage.environment, self: ['sh', '-c', 'mkdir -p "$0"; exec flock "$0" sleep 10', `${stage.environment.paths.runtime}/${id}`] }
  await begin(environment, id, { pane: pane.id })
  writeFileSync(markerFile(live, id), 'damaged')
  put(`${server.env.HOME ?? ''}/.claude/settings.json`, '{broken')
  put(`${server.env.HOME ?? ''}/.tmux.conf`, 'set -g history-limit 2000\n')
  const before = tree(environment.paths.root)
  const found = await doctor(environment)
  t.match(found.find(({ check }) => check === 'history-limit'), { outcome: 'warning', says: /2000 rows/ })
  t.match(found.find(({ check }) => check === 'pane-history'), { outcome: 'warning', says: new RegExp(`${pane.id} \\(work\\)`) })
  t.match(found.find(({ check }) => check === 'settings.json'), { outcome: 'warning', says: /not valid JSON/ })
  t.match(found.find(({ check }) => check === 'session work'), { outcome: 'problem', says: /marker is damaged.*nothing runs its ticks/ })
  t.same(tree(environment.paths.root), before, 'looking changes nothing')
  t.equal(server.tmux('show-options', '-gv', 'history-limit'), '2000')

  const fixed = await doctor(environment, { fix: true })
  t.match(fixed.find(({ check }) => check === 'history-limit'), { outcome: 'ok', fixed: /history-limit 100000/ })
  t.match(fixed.find(({ check }) => check === 'session work'), { outcome: 'ok', fixed: 'captured, started the embedded supervisor' })
  t.equal(readFileSync(`${server.env.HOME ?? ''}/.claude/settings.json`, 'utf8'), '{broken', 'no file of the user\'s is edited')
  t.equal(readFileSync(`${server.env.HOME ?? ''}/.tmux.conf`, 'utf8'), 'set -g history-limit 2000\n')
})
