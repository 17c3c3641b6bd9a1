import { chownSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { gitCheckout } from '../../../src/shell/worktree/git-checkout.js'
import { scratch } from '../../helpers/fresh-home.js'
import { gitRepository, gitUser } from '../../helpers/git-repository.js'
import { needs } from '../../helpers/needs.js'
import { commandProblem } from '../../helpers/user-manager.js'

const here = needs(commandProblem('git'))

t.test('a checkout, a directory in it, a linked worktree, a bare repository', here, async t => {
  const { directory, env, git } = gitRepository(t)
  const own = join(directory, '.git')
  t.same(await gitCheckout(directory, env), { top: directory, repository: own, own, below: '' })
  t.same(await gitCheckout(join(directory, 'src/deep'), env), { top: directory, repository: own, own, below: 'src/deep/' })
  const linked = join(scratch(t), 'linked')
  git('worktree', 'add', '--quiet', linked)
  t.same(await gitCheckout(join(linked, 'src'), env), { top: linked, repository: own, own: join(own, 'worktrees/linked'), below: 'src/' })
  const bare = join(scratch(t), 'bare')
  git('clone', '--quiet', '--bare', directory, bare)
  t.same(await gitCheckout(bare, env), { top: '', repository: bare, own: bare, below: '' })
})

t.test('no repository, the inside of a .git and what is not there are in none', here, async t => {
  const { directory } = gitRepository(t)
  const env = gitUser(scratch(t))
  for (const place of [scratch(t), join(directory, '.git/refs'), '/nonexistent']) t.equal(await gitCheckout(place, env), undefined, place)
})

t.test('a path with a line break cannot be told from two paths (74)', here, async t => {
  const { directory, env } = gitRepository(t)
  renameSync(directory, `${directory}\nx`)
  await t.rejects(gitCheckout(`${directory}\nx`, env), { exitCode: 74, message: /has a line break in it/ })
})

t.test('a repository of another user is not trusted (77)', needs(commandProblem('git') ?? (process.getuid?.() === 0 ? undefined : 'only root can give a directory away')), async t => {
  const { directory, env } = gitRepository(t)
  for (const place of [directory, join(directory, '.git')]) chownSync(place, 12_345, 12_345)
  await t.rejects(gitCheckout(directory, env), { exitCode: 77, message: /git does not trust/ })
})
