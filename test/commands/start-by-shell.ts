import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { startByShell, startTroubleFile } from '../../src/commands/start-by-shell.js'
import { start } from '../../src/commands/start.js'
import { sessionDirectory } from '../../src/core/paths.js'
import { UnavailableError } from '../../src/errors.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { readPaneFile } from '../../src/shell/tmux/pane-file.js'
import { commandStage, type CommandStage } from '../helpers/command-stage.js'
import { scratch, standIn } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'
import { until } from '../helpers/until.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const byShell = '/bin/true'
const inPane = ({ server, environment, pane }: CommandStage, id = pane.id): CommandStage['environment'] => {
  const env = { ...environment.env, TMUX: `${server.socket},${server.tmux('display-message', '-p', '#{pid}')},0`, TMUX_PANE: id }
  return { ...environment, env }
}

t.test('the ID that the shell has exported, in its directory; it gives way to a name, and its pane is the tool\'s own', here, async t => {
  const stage = commandStage(t)
  const { server, pane } = stage
  const environment = inPane(stage)
  t.equal(await startByShell(environment, { byShell, id: 'claude-mine-1', project: '.' }), 'claude-mine-1')
  t.match(readSession(sessionDirectory(environment.paths, 'claude-mine-1' as never)), { directory: process.cwd(), provisional: true })
  t.equal(server.tmux('show-options', '-p', '-v', '-t', pane.id, 'remain-on-exit'), 'on')
  t.equal(readPaneFile(environment.paths.runtime, { serverPid: Number(server.tmux('display-message', '-p', '#{pid}')), id: pane.id }), 'claude-mine-1')
})

t.test('a pane with a session keeps it, and its shells are told of it', here, async t => {
  const stage = commandStage(t)
  const environment = inPane(stage)
  const id = await start(environment, {})
  const name = { serverPid: Number(stage.server.tmux('display-message', '-p', '#{pid}')), id: stage.pane.id }
  t.equal(await startByShell(environment, { byShell, id: 'claude-other-1' }), id)
  t.notOk(existsSync(sessionDirectory(environment.paths, 'claude-other-1' as never)))
  t.equal(readPaneFile(environment.paths.runtime, name), id)
})

t.test('an ID that somebody has by now is no reason to begin none; a reservation is the shell\'s own', here, async t => {
  const stage = commandStage(t)
  const first = await startByShell(inPane(stage), { byShell, id: 'claude-mine-1' })
  writeFileSync(`${stage.environment.paths.sessions}/.reserved.claude-mine-2`, '')
  t.equal(await startByShell(inPane(stage, stage.server.newPane().id), { byShell, id: 'claude-mine-2' }), 'claude-mine-2')
  t.notOk(existsSync(`${stage.environment.paths.sessions}/.reserved.claude-mine-2`), 'it is given up')
  t.match(await startByShell(inPane(stage, stage.server.newPane().id), { byShell, id: first }), /^claude-home-\d+$/)
})

t.test('why none began is written down, until one does', here, async t => {
  const stage = commandStage(t)
  const file = startTroubleFile(stage.environment.paths)
  await t.rejects(startByShell(stage.environment, { byShell }), { exitCode: 64, message: 'this is not a shell in tmux' })
  await t.rejects(startByShell(inPane(stage, '%99'), { byShell }), UnavailableError)
  t.match(readFileSync(file, 'utf8'), /^20\S+Z there is no pane %99\. /)
  await startByShell(inPane(stage), { byShell })
  t.notOk(existsSync(file))
})

t.test('without a user manager what a restart of the machine cut off is finished by the next shell', here, async t => {
  const stage = commandStage(t)
  const bin = scratch(t, 'bin')
  standIn(bin, 'self', `echo "$@" >>'${bin}/calls'`)
  const id = await startByShell({ ...inPane(stage), self: [`${bin}/self`] }, { byShell })
  const calls = (): string[] => (existsSync(`${bin}/calls`) ? readFileSync(`${bin}/calls`, 'utf8').trim().split('\n').sort() : [])
  await until('both are started', () => calls().length >= 2)
  t.same(calls(), ['recover', `run ${id} --no-begin`])
})
