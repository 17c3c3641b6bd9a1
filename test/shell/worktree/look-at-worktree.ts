import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Worktree } from '../../../src/core/worktree/worktree.js'
import { lookAtWorktree, type GitFacts } from '../../../src/shell/worktree/look-at-worktree.js'
import { run, scratch } from '../../helpers/fresh-home.js'
import { gitRepository, type GitRepository } from '../../helpers/git-repository.js'
import { needs } from '../../helpers/needs.js'
import { commandProblem } from '../../helpers/user-manager.js'

const here = needs(commandProblem('git'))

const branch = 'claude-session/work'
const clean: GitFacts = { changed: [], untracked: [], ignored: [], unwatched: [], submodules: [], commit: '', stashes: 0, operations: [], locked: false }

interface Stage extends GitRepository {
  readonly path: string
  readonly worktree: Worktree
  readonly look: () => Promise<GitFacts>
  /** git in the worktree; whether it succeeds is git's affair. */
  readonly there: (...args: string[]) => void
}

const stage = (t: Test): Stage => {
  const repository = gitRepository(t)
  const { directory, env, git } = repository
  const path = join(scratch(t), 'work')
  git('worktree', 'add', '--quiet', '-b', branch, path)
  const worktree = { path, branch, directory: path, repository: join(directory, '.git'), checkout: directory }
  return { ...repository, path, worktree, look: async () => lookAtWorktree(worktree, env), there: (...args) => void run('git', ['-C', path, ...args], env) }
}

t.test('a worktree in which nothing was done has nothing to lose, nor has one whose commits are elsewhere', here, async t => {
  const { look, commit, path, git, put, directory } = stage(t)
  t.same(await look(), clean)
  put('.env', 'A=1')
  put('.env', 'A=1', path)
  put('node_modules/a/index.js', '', path)
  put('changed in the checkout', '', directory)
  t.same(await look(), clean)
  commit('new', 'text', path)
  t.match((await look()).commit, /^[0-9a-f]{7,}$/)
  git('merge', '--quiet', branch)
  t.same(await look(), clean)
})

t.test('every change of a file is seen, whatever git was configured not to show', here, async t => {
  const cases: readonly (readonly [string, (stage: Stage) => void, Partial<GitFacts>])[] = [
    ['changed', ({ put, path }) => put('README', 'other', path), { changed: ['README'] }],
    ['deleted', ({ path }) => rmSync(join(path, 'README')), { changed: ['README'] }],
    ['staged', ({ put, path, there }) => { put('new', '', path); there('add', 'new') }, { changed: ['new'] }],
    ['renamed', ({ there }) => there('mv', 'README', 'READ'), { changed: ['READ', 'README'] }],
    ['untracked', ({ put, path, git }) => { put('a dir/new', '', path); git('config', 'status.showUntrackedFiles', 'no') }, { untracked: ['a dir/new'] }],
    ['a repository in it', ({ path, gitIn, put }) => { put('inner/file', '', path); gitIn(join(path, 'inner'), 'init', '--quiet') }, { untracked: ['inner/'] }],
    ['ignored', ({ put, path }) => put('.env', 'SECRET', path), { ignored: ['.env'] }],
    ['in an ignored directory', ({ put, path }) => put('dist/release.key', 'SECRET', path), { ignored: ['dist/release.key'] }],
    ['assume-unchanged', ({ put, path, there }) => { there('update-index', '--assume-unchanged', 'README'); put('README', 'other', path) }, { unwatched: ['README'] }],
    ['skip-worktree', ({ put, path, there }) => { there('update-index', '--skip-worktree', 'README'); put('README', 'other', path) }, { unwatched: ['README'] }],
  ]
  for (const [name, change, facts] of cases) {
    const staged = stage(t)
    change(staged)
    t.same(await staged.look(), { ...clean, ...facts }, name)
  }
})

t.test('a sparse checkout hides nothing', here, async t => {
  const { there, look } = stage(t)
  there('sparse-checkout', 'set', '--no-cone', '/README')
  t.same(await look(), clean)
})

t.test('commits that only this worktree has are seen: on its branch, on no branch, under a reference of its own; a branch or a remote elsewhere has them', here, async t => {
  const some = /^[0-9a-f]{7,}$/
  const own = stage(t)
  own.commit('new', '', own.path)
  t.match(await own.look(), { commit: some })
  own.git('tag', 'a-tag', branch)
  t.match(await own.look(), { commit: some }, 'a tag is no branch')
  const bare = join(scratch(t), 'bare')
  own.git('init', '--quiet', '--bare', bare)
  own.gitIn(own.path, 'push', '--quiet', bare, `${branch}:pushed`)
  t.match(await own.look(), { commit: some }, 'what was pushed without a remote of that name is nowhere that git knows of')
  own.git('remote', 'add', 'origin', bare)
  own.git('fetch', '--quiet', 'origin')
  t.same(await own.look(), clean)
  const detached = stage(t)
  detached.there('checkout', '--quiet', '--detach')
  t.same(await detached.look(), clean)
  detached.commit('new', '', detached.path)
  t.match(await detached.look(), { commit: some })
  const left = stage(t)
  left.commit('new', '', left.path)
  left.there('checkout', '--quiet', '-b', 'feature', 'main')
  t.match(await left.look(), { commit: some }, 'its branch counts when another one is checked out, too')
  left.there('branch', 'same', branch)
  t.same(await left.look(), clean)
  const reference = stage(t)
  reference.there('checkout', '--quiet', '--detach')
  reference.commit('new', '', reference.path)
  reference.there('update-ref', 'refs/worktree/mine', 'HEAD')
  reference.there('checkout', '--quiet', branch)
  t.match(await reference.look(), { commit: some })
})

t.test('stashes, unfinished work, locks and submodules are seen', here, async t => {
  const stashed = stage(t)
  stashed.put('README', 'in the checkout')
  stashed.git('stash')
  t.same(await stashed.look(), clean, 'one of the checkout is not its')
  stashed.put('README', 'here', stashed.path)
  stashed.there('stash')
  stashed.put('README', 'here again', stashed.path)
  stashed.there('stash', 'push', '--message', 'a message')
  t.same(await stashed.look(), { ...clean, stashes: 2 })
  stashed.put('README', 'as an older git would', stashed.path)
  stashed.gitIn(stashed.path, 'stash', 'store', '--message', 'WIP on work: 1234567 a commit', stashed.gitIn(stashed.path, 'stash', 'create'))
  stashed.there('checkout', '--', 'README')
  t.same(await stashed.look(), { ...clean, stashes: 3 })
  const conflict = (staged: Stage): void => {
    staged.commit('README', 'one', staged.path)
    staged.git('checkout', '--quiet', '-b', 'side')
    staged.commit('README', 'other')
  }
  for (const [operation, begin] of [
    ['a merge', ['merge', 'side']], ['a rebase', ['rebase', 'side']], ['a cherry-pick', ['cherry-pick', 'side']], ['a revert', ['revert', '--no-edit', 'main~0', 'side']], ['a bisection', ['bisect', 'start']],
  ] as const) {
    const staged = stage(t)
    conflict(staged)
    staged.there(...begin)
    t.ok((await staged.look()).operations.includes(operation), operation)
  }
  const locked = stage(t)
  locked.git('worktree', 'lock', locked.path)
  t.same(await locked.look(), { ...clean, locked: true })
  const nested = stage(t)
  const library = gitRepository(t)
  nested.gitIn(nested.path, 'submodule', '--quiet', 'add', library.directory, 'lib')
  nested.gitIn(nested.path, 'commit', '--quiet', '--message', 'lib')
  nested.git('merge', '--quiet', branch)
  t.same(await nested.look(), { ...clean, submodules: ['lib'] })
  nested.put('lib/README', 'changed in a submodule', nested.path)
  nested.git('config', 'diff.ignoreSubmodules', 'all')
  t.same(await nested.look(), { ...clean, submodules: ['lib'], changed: ['lib'] })
})

t.test('what is no worktree any more is not looked at further, also in a repository around it (74)', here, async t => {
  const { path, look, gitIn } = stage(t)
  rmSync(join(path, '.git'))
  await t.rejects(look(), { exitCode: 74, message: /is no worktree of .* any more/ })
  gitIn(join(path, '..'), 'init', '--quiet')
  await t.rejects(look(), { exitCode: 74, message: /is no worktree of .* any more/ })
  gitIn(path, 'init', '--quiet')
  await t.rejects(look(), { exitCode: 74, message: /is no worktree of .* any more/ })
})

t.test('what cannot be told is an error, never nothing (74)', here, async t => {
  const { worktree, env, directory } = stage(t)
  writeFileSync(join(directory, '.git/worktrees/work/index'), 'damaged')
  await t.rejects(lookAtWorktree(worktree, env), { exitCode: 74, message: /git status says: / })
})
