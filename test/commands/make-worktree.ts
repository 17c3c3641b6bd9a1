import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { makeWorktree } from '../../src/commands/make-worktree.js'
import { worktreeDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { scratch } from '../helpers/fresh-home.js'
import { gitRepository, gitUser, pathWithGit, pathWithoutGit, type GitRepository } from '../helpers/git-repository.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('git'))

const id = parseSessionId('work')

const stage = (t: Test): GitRepository & { readonly environment: ReturnType<typeof inProcess>; readonly place: string; readonly nothingIsLeft: (message?: string) => void } => {
  const repository = gitRepository(t)
  const environment = inProcess(repository.env)
  const place = worktreeDirectory(environment.paths, id)
  const nothingIsLeft = (message = 'nothing is left'): void => {
    t.notOk(existsSync(place), message)
    t.equal(repository.git('worktree', 'list', '--porcelain').match(/^worktree /gm)?.length, 1, message)
    t.equal(repository.git('branch', '--list', 'claude-session/*'), '', message)
  }
  return { ...repository, environment, place, nothingIsLeft }
}

t.test('a worktree of what is checked out, on a branch of its own; the same sub-directory is the place to go', here, async t => {
  const { directory, environment, place, gitIn, git, put } = stage(t)
  put('README', 'not committed')
  mkdirSync(join(directory, 'not committed'))
  t.same(await makeWorktree(environment, id, join(directory, 'src/deep')), {
    path: place, branch: 'claude-session/work', directory: join(place, 'src/deep'), repository: join(directory, '.git'), checkout: directory,
  })
  t.equal(gitIn(place, 'symbolic-ref', '--short', 'HEAD'), 'claude-session/work')
  t.equal(readFileSync(join(place, 'README'), 'utf8'), 'a repository\n')
  t.match(environment.lines.at(-1), new RegExp(`^<5>work: worktree ${place}, branch claude-session/work, at ${git('rev-parse', 'HEAD').slice(0, 12)}; .*Go there: cd ${place}/src/deep$`))
  t.match(await makeWorktree(environment, parseSessionId('two'), join(directory, 'not committed')), { directory: worktreeDirectory(environment.paths, parseSessionId('two')) })
})

t.test('from a detached HEAD, a linked worktree, a bare repository: what is checked out there', here, async t => {
  const { directory, environment, gitIn, git, commit } = stage(t)
  commit('second', '')
  git('checkout', '--quiet', '--detach', 'HEAD~1')
  const head = (path: string): string => gitIn(path, 'rev-parse', 'HEAD')
  const detached = await makeWorktree(environment, parseSessionId('detached'), directory)
  t.equal(head(detached.path), git('rev-parse', 'main~1'))
  const linked = join(scratch(t), 'linked')
  git('worktree', 'add', '--quiet', linked, 'main')
  const second = await makeWorktree(environment, parseSessionId('linked'), linked)
  t.match(second, { repository: join(directory, '.git'), checkout: linked })
  t.equal(head(second.path), git('rev-parse', 'main'))
  const bare = join(scratch(t), 'bare')
  git('clone', '--quiet', '--bare', directory, bare)
  const third = await makeWorktree(environment, parseSessionId('bare'), bare)
  t.match(third, { repository: bare, checkout: '', directory: third.path })
})

t.test('a repository with submodules gets one, too', here, async t => {
  const { directory, environment, git, place } = stage(t)
  git('submodule', '--quiet', 'add', gitRepository(t).directory, 'lib')
  git('commit', '--quiet', '--message', 'lib')
  await makeWorktree(environment, id, directory)
  t.ok(existsSync(join(place, '.gitmodules')))
})

t.test('the one that the session has already is taken up again, with all that is in it', here, async t => {
  const { directory, environment, put, place, git } = stage(t)
  const made = await makeWorktree(environment, id, directory)
  put('new', 'work', place)
  t.same(await makeWorktree(environment, id, directory), made)
  t.equal(readFileSync(join(place, 'new'), 'utf8'), 'work')
  t.match(environment.lines.at(-1), /taken up again/)
  await t.rejects(makeWorktree(environment, id, gitRepository(t, gitUser(scratch(t))).directory), { exitCode: 73, message: /exists and is no worktree of/ })
  t.equal(git('worktree', 'list', '--porcelain').match(/^worktree /gm)?.length, 2)
})

t.test('what cannot be had is refused, each with its code, and nothing is left half done', here, async t => {
  const { directory, environment, git, nothingIsLeft, env, place } = stage(t)
  await t.rejects(makeWorktree(environment, id, scratch(t)), { exitCode: 64, message: /is in no git checkout/ })
  await t.rejects(makeWorktree(environment, id, join(directory, '.git')), { exitCode: 64, message: /is in no git checkout/ })
  await t.rejects(makeWorktree({ ...environment, env: { ...env, PATH: pathWithoutGit(t) } }, id, directory), { exitCode: 69, message: /git is not installed/ })
  const empty = scratch(t)
  git('init', '--quiet', empty)
  await t.rejects(makeWorktree(environment, id, empty), { exitCode: 73, message: /has no commit yet/ })
  await t.rejects(makeWorktree(environment, parseSessionId('a.lock'), directory), { exitCode: 73, message: /'claude-session\/a\.lock' is not a valid branch name/ })
  t.notOk(existsSync(worktreeDirectory(environment.paths, parseSessionId('a.lock'))))
  git('branch', 'claude-session')
  await t.rejects(makeWorktree(environment, id, directory), { exitCode: 73, message: /making the worktree .* failed: / })
  git('branch', '--quiet', '-D', 'claude-session')
  nothingIsLeft()
  mkdirSync(place, { recursive: true })
  await t.rejects(makeWorktree(environment, id, directory), { exitCode: 73, message: /exists and is no worktree of/ })
  rmSync(place, { recursive: true })
  git('branch', 'claude-session/work')
  await t.rejects(makeWorktree(environment, id, directory), { exitCode: 73, message: 'there is a branch claude-session/work already' })
  git('branch', '--quiet', '-d', 'claude-session/work')
  nothingIsLeft()
})

t.test('a checkout that fails or takes too long takes everything back', here, async t => {
  const { directory, environment, git, commit, nothingIsLeft } = stage(t)
  commit('.gitattributes', '* filter=broken\n')
  git('config', 'filter.broken.smudge', 'false')
  git('config', 'filter.broken.required', 'true')
  await t.rejects(makeWorktree(environment, id, directory), { exitCode: 73, message: /making the worktree .* failed: .*filter/ })
  nothingIsLeft('a filter that fails')
  git('config', '--unset', 'filter.broken.smudge')
  git('config', '--unset', 'filter.broken.required')
  await makeWorktree(environment, id, directory)
})

t.test('what git leaves of a checkout that was cut off is told by git, and no new one is laid over it', here, async t => {
  const { directory, environment, env, place, git } = stage(t)
  // git makes all of it and is then killed before it could say so.
  const PATH = pathWithGit(t, 'case " $* " in *" worktree add "*) real_git "$@"; kill -9 $$ ;; esac')
  await t.rejects(makeWorktree({ ...environment, env: { ...env, PATH } }, id, directory), { exitCode: 74, message: /running git worktree in .* failed/ })
  t.ok(git('worktree', 'list').includes(place))
  t.match(await makeWorktree(environment, id, directory), { path: place }, 'the same session goes on with it')
})
