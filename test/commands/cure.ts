import { existsSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { cure } from '../../src/commands/cure.js'
import { end } from '../../src/commands/end.js'
import { examine } from '../../src/commands/examine.js'
import { markerFile, readMarker } from '../../src/shell/parts/marker-file.js'
import { commandStage, isWhole } from '../helpers/command-stage.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

t.test('a session that nobody ticks is captured and started; its marker is rebuilt', here, async t => {
  const stage = commandStage(t)
  const { id, pane, live, print } = stage
  // What stands for the supervisor holds its lock, for as long as it is looked for.
  const environment = { ...stage.environment, self: ['sh', '-c', 'mkdir -p "$0"; exec flock "$0" sleep 3', `${stage.environment.paths.runtime}/${id}`] }
  await begin(environment, id, { pane: pane.id })
  print(1, 100)
  writeFileSync(markerFile(live, id), 'damaged')
  const repairs = await cure(environment, await examine(environment))
  t.match(repairs.filter(({ check }) => check === 'session work'), [{ fixed: 'captured, started the embedded supervisor' }])
  t.ok((readMarker(live, id)?.total ?? 0) > 0, 'what had left the screen is captured')
})

t.test('a session whose pane is gone is not ended', here, async t => {
  const { server, environment, id, pane, live } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  const old = new Date(0)
  utimesSync(markerFile(live, id), old, old)
  server.tmux('kill-pane', '-t', pane.id)
  t.same((await cure(environment, await examine(environment))).filter(({ check }) => check.startsWith('session')), [])
  t.ok(existsSync(live))
  t.notMatch(environment.lines.join('\n'), /could not be fixed/, 'nor captured, which asks for its end')
})

t.test('a history that was cut off is completed, and a live session of that name is not touched', here, async t => {
  const { server, environment, id, pane, history, live } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  await end(environment, id)
  rmSync(`${history}/MANIFEST.json`)
  const found = await examine(environment)
  t.same(found.unfinished, [id])
  t.match(await cure(environment, found), [{ check: 'history-limit' }, { check: 'history work', fixed: /MANIFEST/ }])
  t.ok(isWhole(history, readdirSync(history)))
  await begin(environment, id, { pane: pane.id })
  t.ok(existsSync(live))
  const repairs = await cure(environment, { ...(await examine(environment)), unfinished: [id], sessions: [], servers: [] })
  t.same(repairs, [])
  t.ok(existsSync(live))
  t.equal(server.tmux('show-options', '-gv', 'history-limit'), '100000')
})

t.test('history-limit is raised for new panes, where it is small', here, async t => {
  const { server, environment } = commandStage(t, { limit: 2_000 })
  const limit = (): string => server.tmux('show-options', '-gv', 'history-limit')
  t.match(await cure(environment, await examine(environment)), [{ check: 'history-limit', about: server.socket, fixed: /100000/ }])
  t.equal(limit(), '100000')
  t.same(await cure(environment, await examine(environment)), [], 'and once')
  server.tmux('set-option', '-g', 'history-limit', '10000')
  t.same(await cure(environment, await examine(environment)), [], 'what is enough is the user\'s to choose')
  t.equal(limit(), '10000')
})

t.test('a repair that fails is said, and the others are done', here, async t => {
  const { environment, server } = commandStage(t, { limit: 2_000 })
  const found = await examine(environment)
  const [first] = found.servers
  const gone = first === undefined ? [] : [{ ...first, socket: `${server.directory}/none` }]
  const repairs = await cure(environment, { ...found, manager: { ...found.manager, outdated: true }, servers: [...gone, ...found.servers] })
  t.match(repairs, [{ check: 'history-limit', about: server.socket }])
  t.match(environment.lines, [/<4>daemon-reload: could not be fixed: systemctl --user daemon-reload failed/, /<4>history-limit: could not be fixed: tmux .* failed/])
})
