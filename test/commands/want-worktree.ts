import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { start } from '../../src/commands/start.js'
import { wantWorktree, type WorktreeWish } from '../../src/commands/want-worktree.js'
import { worktreeDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { listPanes } from '../../src/shell/tmux/list-panes.js'
import { scratch } from '../helpers/fresh-home.js'
import { gitRepository, gitUser, pathWithoutGit } from '../helpers/git-repository.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { tmuxServer } from '../helpers/tmux-server.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock') ?? commandProblem('git'))

const stage = (t: Test) => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const repository = gitRepository(t, gitUser(server.env.HOME ?? '', server.env))
  const environment = { ...inProcess(repository.env), self: ['true'] }
  const paneIn = (directory: string): string => server.tmux('new-session', '-d', '-P', '-F', '#{pane_id}', '-c', directory, 'sleep 100000')
  const settings = (text: string, directory = join(server.env.HOME ?? '', '.config/claude-session'), name = 'config.toml'): void => {
    mkdirSync(directory, { recursive: true })
    writeFileSync(join(directory, name), text)
  }
  const want = async (pane: string, directory: string, wish: WorktreeWish = {}): Promise<boolean> => {
    const listed = listPanes([server.socket]).find(each => each.id === pane)
    if (listed === undefined) throw new Error(`no pane ${pane}`)
    return wantWorktree(environment, listed, directory, wish)
  }
  return { server, ...repository, environment, paneIn, settings, want }
}

t.test('off unless asked for: the command line decides, then the user\'s setting, never the project\'s', here, async t => {
  const { directory, environment, paneIn, settings, want } = stage(t)
  const [one, two] = [paneIn(directory), paneIn(directory)]
  await start(environment, { pane: one, id: 'one' })
  t.equal(await want(two, directory), false, 'never is the default')
  t.equal(await want(two, directory, { worktree: true }), true)
  settings('worktree = "concurrent"\n', directory, '.claude-session.toml')
  t.equal(await want(two, directory), false, 'a project cannot turn it on')
  settings('worktree = "concurrent"\n')
  t.equal(await want(two, directory), true)
  t.equal(await want(two, directory, { worktree: false }), false)
  const id = await start(environment, { pane: two, id: 'two', provisional: true })
  t.notOk(existsSync(worktreeDirectory(environment.paths, id)), 'what install.sh begins by itself gets none')
})

t.test('concurrent is who works in the same checkout: not the first, not one elsewhere, not one in its own worktree, not one whose pane has ended', here, async t => {
  const { server, directory, environment, paneIn, settings, want, git } = stage(t)
  settings('worktree = "concurrent"\n')
  const linked = join(scratch(t), 'linked')
  git('worktree', 'add', '--quiet', linked)
  const [one, two, three] = [paneIn(directory), paneIn(join(directory, 'src')), paneIn(linked)]
  t.equal(await want(one, directory), false, 'nobody is there')
  await start(environment, { pane: one, id: 'one' })
  t.equal(await want(one, directory), false, 'itself')
  t.equal(await want(two, join(directory, 'src')), true, 'another directory of the checkout')
  t.equal(await want(three, linked), false, 'another checkout of the repository')
  t.equal(await want(two, scratch(t)), false, 'no repository')
  await start(environment, { pane: two, id: 'two', worktree: true })
  await start(environment, { pane: three, id: 'three', project: scratch(t) })
  t.equal(await want(paneIn(linked), linked), true, 'a pane that stands there counts, wherever its session began')
  server.tmux('kill-pane', '-t', one)
  t.equal(await want(paneIn(directory), directory), true, 'the pane of two stands in the checkout still')
  server.tmux('kill-pane', '-t', two)
  t.equal(await want(paneIn(directory), directory), false)
})

t.test('one whose files are damaged hides none of the others, and is named', here, async t => {
  const { directory, environment, paneIn, settings, want } = stage(t)
  const [one, two] = [paneIn(directory), paneIn(directory)]
  settings('worktree = "concurrent"\n')
  await start(environment, { pane: one, id: 'one' })
  const sick = join(environment.paths.sessions, 'a-sick-one')
  mkdirSync(sick, { mode: 0o700 })
  writeFileSync(join(sick, 'session.toml'), '{{{')
  t.equal(await want(two, directory), true)
  t.match(environment.lines.join('\n'), /^<4>a-sick-one: whether it works in this checkout cannot be told: \S/m)
})

t.test('ask asks, and without anybody to ask says in one line that it does not', here, async t => {
  const { directory, environment, paneIn, settings, want } = stage(t)
  settings('worktree = "ask"\n')
  const [one, two] = [paneIn(directory), paneIn(directory)]
  const questions: string[] = []
  const answering = (yes: boolean): WorktreeWish => ({ confirm: async question => questions.push(question) > 0 && yes })
  t.equal(await want(two, directory, answering(true)), false)
  t.same(questions, [], 'nobody else is there')
  await start(environment, { pane: one, id: 'one' })
  t.equal(await want(two, directory, answering(true)), true)
  t.equal(await want(two, directory, answering(false)), false)
  t.same(questions, Array(2).fill('Session one works in this checkout, too. Make a git worktree for the new one?'))
  environment.lines.length = 0
  t.equal(await want(two, directory), false)
  t.match(environment.lines, [/^<5>session one works in this checkout, too, and nobody can be asked: no worktree is made/])
})

t.test('who did not ask for one by name begins without it when it cannot be had', here, async t => {
  const { directory, environment, paneIn, settings, env, git } = stage(t)
  settings('worktree = "concurrent"\n')
  const [one, two, three] = [paneIn(directory), paneIn(directory), paneIn(directory)]
  await start(environment, { pane: one, id: 'one' })
  git('branch', 'claude-session/two')
  t.equal(await start(environment, { pane: two, id: 'two' }), parseSessionId('two'))
  t.match(environment.lines.join('\n'), /<4>two: begins without a worktree: there is a branch claude-session\/two already/)
  const without = { ...environment, env: { ...env, PATH: pathWithoutGit(t) } }
  t.equal(await start(without, { pane: three, id: 'three' }), parseSessionId('three'))
  t.match(environment.lines.join('\n'), /<4>whether another session works in this checkout cannot be told: git is not installed/)
})
