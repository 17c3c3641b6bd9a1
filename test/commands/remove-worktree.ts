import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { makeWorktree } from '../../src/commands/make-worktree.js'
import { removeWorktree } from '../../src/commands/remove-worktree.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import type { Worktree } from '../../src/core/worktree/worktree.js'
import { bareSession } from '../helpers/bare-session.js'
import { scratch } from '../helpers/fresh-home.js'
import { gitRepository, gitUser, pathWithGit, pathWithoutGit, type GitRepository } from '../helpers/git-repository.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { tmuxServer } from '../helpers/tmux-server.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('git') ?? commandProblem('tmux'))

const id = parseSessionId('work')
const branch = 'claude-session/work'

interface Stage extends GitRepository {
  readonly environment: ReturnType<typeof inProcess>
  readonly worktree: Worktree
  /** Lets the session's end look at it. Out: what was said. */
  readonly remove: (more?: Readonly<Record<string, string>>) => Promise<string>
  readonly stands: () => { readonly files: boolean; readonly branch: boolean }
}

const stage = async (t: Test, more: Readonly<Record<string, string>> = {}): Promise<Stage> => {
  const repository = gitRepository(t, gitUser(scratch(t, 'home'), { TMUX_TMPDIR: scratch(t, 'no tmux'), ...more }))
  const environment = inProcess(repository.env)
  const worktree = await makeWorktree(environment, id, repository.directory)
  const remove = async (other: Readonly<Record<string, string>> = {}): Promise<string> => {
    environment.lines.length = 0
    await removeWorktree({ ...environment, env: { ...repository.env, ...other } }, id, worktree)
    return environment.lines.join('\n')
  }
  const stands = (): { files: boolean; branch: boolean } => ({ files: existsSync(worktree.path), branch: repository.git('branch', '--list', branch) !== '' })
  return { ...repository, environment, worktree, remove, stands }
}

const [whole, gone] = [{ files: true, branch: true }, { files: false, branch: false }]

t.test('a worktree in which nothing would be lost goes, with its branch; once more is fine and silent', here, async t => {
  const { remove, stands, worktree, put, git } = await stage(t)
  put('node_modules/a/index.js', 'made by a tool', worktree.path)
  t.match(await remove(), /^<5>work: its worktree .* is removed; nothing was lost with it\n<5>work: branch claude-session\/work \([0-9a-f]{12}\) is deleted/)
  t.same(stands(), gone)
  t.equal(git('worktree', 'list', '--porcelain').match(/^worktree /gm)?.length, 1)
  t.equal(await remove(), '')
})

t.test('work that is nowhere else stays, with its branch, and is told with the way to remove it; when it is merged it goes', here, async t => {
  const { remove, stands, worktree, directory, put, gitIn, git } = await stage(t)
  put('new', 'work', worktree.path)
  t.match(await remove(), `<5>work: its worktree ${worktree.path} is kept: 1 untracked file (new). When that is done with: claude-session end work, or git -C '${directory}' worktree remove ${worktree.path}`)
  t.same(stands(), whole)
  t.equal(readFileSync(join(worktree.path, 'new'), 'utf8'), 'work')
  gitIn(worktree.path, 'add', 'new')
  t.match(await remove(), /is kept: 1 uncommitted change \(new\)\./)
  gitIn(worktree.path, 'commit', '--quiet', '--message', 'new')
  t.match(await remove(), /is kept: commits that no other branch and no remote has/)
  t.same(stands(), whole)
  git('merge', '--quiet', branch)
  t.match(await remove(), /is removed/)
  t.same(stands(), gone)
})

t.test('a branch whose commits another one has, but not the one that is checked out, stays: git would delete it by force only', here, async t => {
  const { remove, stands, worktree, commit, git } = await stage(t)
  commit('new', 'work', worktree.path)
  git('branch', 'other', branch)
  t.match(await remove(), /is removed[^]*branch claude-session\/work \([0-9a-f]{12}\) is kept: .*not fully merged/)
  t.same(stands(), { files: false, branch: true })
  git('branch', '--quiet', '-D', 'other')
  t.match(await remove(), /is kept: no other branch and no remote has its commits/)
  t.same(stands(), { files: false, branch: true })
  git('merge', '--quiet', branch)
  t.match(await remove(), /is deleted/)
  t.same(stands(), gone)
})

t.test('a process, a pane or a live session in it keeps it', here, async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const { remove, stands, worktree, environment } = await stage(t, { TMUX_TMPDIR: server.env.TMUX_TMPDIR ?? '' })
  const child = spawn('sleep', ['100'], { cwd: join(worktree.path, 'src'), stdio: 'ignore' })
  t.teardown(() => child.kill('SIGKILL'))
  await once(child, 'spawn')
  t.match(await remove(), `is kept: 1 process runs in it (${child.pid})`)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const pane = server.tmux('new-session', '-d', '-P', '-F', '#{pane_id}', '-c', worktree.path, 'sleep 100000')
  t.match(await remove(), new RegExp(`is kept: 1 pane stands in it \\(${pane}\\); 1 process runs in it`))
  server.tmux('kill-pane', '-t', pane)
  const { directory } = bareSession(t, undefined, { id: 'other', worktree }, environment)
  t.match(await remove(), /is kept: 1 live session has it \(other\)/)
  t.same(stands(), whole)
  rmSync(directory, { recursive: true })
  await remove()
  t.same(stands(), gone)
})

t.test('git looks for itself at the last moment, and is never told to use force', here, async t => {
  const { remove, stands, worktree } = await stage(t)
  // Somebody writes a file after everything was looked at.
  const PATH = pathWithGit(t, `case " $* " in *' worktree remove '*) echo late > '${worktree.path}/late' ;; *--force*|*' -D '*) exit 99 ;; esac;`)
  t.match(await remove({ PATH }), /is kept: git worktree remove says: .*contains modified or untracked files/)
  t.same(stands(), whole)
  t.ok(existsSync(join(worktree.path, 'late')))
})

t.test('what cannot be told, or is no worktree of the repository any more, is left alone', here, async t => {
  const { remove, stands, worktree, directory, env, environment } = await stage(t)
  t.match(await remove({ PATH: pathWithoutGit(t) }), /<4>work: its worktree .* is kept: git is not installed/)
  t.same(stands(), whole)
  renameSync(join(worktree.path, '.git'), join(worktree.path, '.git.away'))
  t.match(await remove(), /is kept: .* is no worktree of .* any more/)
  t.ok(existsSync(join(worktree.path, 'README')))
  renameSync(join(worktree.path, '.git.away'), join(worktree.path, '.git'))
  renameSync(directory, `${directory} elsewhere`)
  t.match(await remove(), /<4>work: the repository .* is gone, so that is left as it is/)
  t.ok(existsSync(join(worktree.path, 'README')))
  renameSync(`${directory} elsewhere`, directory)
  t.match(environment.paths.root, env.HOME ?? '')
  await remove()
  t.same(stands(), gone)
})

t.test('killed in the middle of removing the files: what is left is kept, and git knows of it', here, async t => {
  const { remove, stands, worktree, git } = await stage(t)
  const PATH = pathWithGit(t, `case " $* " in *' worktree remove '*) rm '${worktree.path}/README'; kill -9 $$ ;; esac;`)
  t.match(await remove({ PATH }), /is kept: running git .* failed/)
  t.match(await remove(), /is kept: 1 uncommitted change \(README\)/)
  t.ok(git('worktree', 'list').includes(worktree.path))
  t.same(stands(), whole)
})

t.test('killed between the files and the branch: the next end deletes the branch', here, async t => {
  const { remove, stands } = await stage(t)
  const PATH = pathWithGit(t, `case " $* " in *' branch '*) kill -9 $$ ;; esac;`)
  await remove({ PATH })
  t.same(stands(), { files: false, branch: true })
  t.match(await remove(), /^<5>work: branch claude-session\/work \([0-9a-f]{12}\) is deleted/)
  t.same(stands(), gone)
})

t.test('killed between the files and git\'s note of them: the next end finishes it; where the note leads to commits of no branch it stays', here, async t => {
  const { remove, stands, worktree, git, gitIn, commit } = await stage(t)
  rmSync(worktree.path, { recursive: true })
  t.ok(git('worktree', 'list').includes(worktree.path))
  t.match(await remove(), /^<5>work: branch claude-session\/work \([0-9a-f]{12}\) is deleted/)
  t.same(stands(), gone)
  t.notOk(git('worktree', 'list').includes(worktree.path))
  git('worktree', 'add', '--quiet', '--detach', worktree.path)
  commit('new', '', worktree.path)
  const only = gitIn(worktree.path, 'rev-parse', 'HEAD')
  rmSync(worktree.path, { recursive: true })
  t.match(await remove(), `git's note of it stays, since it was not on its branch but at ${only}.`)
  t.ok(git('worktree', 'list').includes(worktree.path))
})

t.test('made from a linked worktree or a bare repository it goes as well', here, async t => {
  const { directory, env, git, environment, commit } = await stage(t)
  const linked = join(scratch(t), 'linked')
  git('worktree', 'add', '--quiet', '-b', 'feature', linked)
  commit('only on feature', '', linked)
  const bare = join(scratch(t), 'bare')
  git('clone', '--quiet', '--bare', directory, bare)
  for (const [name, from] of [['from-linked', linked], ['from-bare', bare]] as const) {
    const other = parseSessionId(name)
    const worktree = await makeWorktree(environment, other, from)
    await removeWorktree({ ...environment, env }, other, worktree)
    t.notOk(existsSync(worktree.path), name)
    t.match(environment.lines.at(-1), new RegExp(`branch claude-session/${name} .* is deleted`))
  }
})
