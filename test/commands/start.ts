import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t, { type Test } from 'tap'
import { end } from '../../src/commands/end.js'
import { start } from '../../src/commands/start.js'
import { where } from '../../src/commands/where.js'
import { historyDirectory, sessionDirectory, worktreeDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { commandStage } from '../helpers/command-stage.js'
import { scratch } from '../helpers/fresh-home.js'
import { gitRepository, gitUser } from '../helpers/git-repository.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { tmuxServer } from '../helpers/tmux-server.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const git = needs(commandProblem('tmux') ?? commandProblem('flock') ?? commandProblem('git'))

/** A server, a repository, and panes in it or elsewhere. */
const repositoryStage = (t: Test) => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const repository = gitRepository(t, gitUser(server.env.HOME ?? '', server.env))
  const inRepository = (directory = ''): string => server.tmux('new-session', '-d', '-P', '-F', '#{pane_id}', '-c', resolve(repository.directory, directory), 'sleep 100000')
  return { ...repository, server, environment: { ...inProcess(repository.env), self: ['true'] }, inRepository }
}

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

t.test('--worktree makes one, end takes it away; a rollover would hand it on', git, async t => {
  const { server, environment, inRepository, directory } = repositoryStage(t)
  const pane = inRepository()
  const id = await start(environment, { pane, worktree: true })
  const place = worktreeDirectory(environment.paths, id)
  t.same(where(environment, id), { ...where(environment, id), worktree: place, branch: `claude-session/${id}`, cd: place })
  t.match(readSession(sessionDirectory(environment.paths, id)), { directory, worktree: { path: place, checkout: directory } })
  await end(environment, id)
  t.notOk(existsSync(place))
  t.match(readSession(historyDirectory(environment.paths, id)), { worktree: { path: place } }, 'its record stays')
  t.notHas(where(environment, id), { worktree: place }, 'and does not lead to nowhere')
  server.tmux('kill-pane', '-t', pane)
})

t.test('--worktree in a pane that is captured already gives its session one, and only once', git, async t => {
  const { environment, inRepository } = repositoryStage(t)
  const pane = inRepository('src')
  const id = await start(environment, { pane })
  await t.rejects(start(environment, { pane }), { exitCode: 75, message: /is captured already/ })
  t.equal(await start(environment, { pane, worktree: true }), id)
  const place = worktreeDirectory(environment.paths, id)
  t.match(where(environment, id), { worktree: place, cd: join(place, 'src') })
  t.equal(await start(environment, { pane, worktree: true }), id)
  t.match(environment.lines.at(-1), `${id}: has the worktree ${place} already`)
})

t.test('a session that cannot begin leaves no worktree, and one that cannot have its worktree does not begin', git, async t => {
  const { environment, inRepository, git } = repositoryStage(t)
  const pane = inRepository()
  await start(environment, { pane, id: 'one' })
  await t.rejects(start(environment, { pane, id: 'two', worktree: true }), { exitCode: 69, message: /is captured by the live session one/ })
  t.notOk(existsSync(worktreeDirectory(environment.paths, parseSessionId('two'))))
  t.equal(git('branch', '--list', 'claude-session/*'), '')
  const elsewhere = inRepository(scratch(t))
  await t.rejects(start(environment, { pane: elsewhere, id: 'three', worktree: true }), { exitCode: 64, message: /is in no git checkout/ })
  t.notOk(existsSync(sessionDirectory(environment.paths, parseSessionId('three'))))
})
