import { basename } from 'node:path'
import { parseGitFiles } from '../../core/worktree/parse-git-files.js'
import { parseGitStatus } from '../../core/worktree/parse-git-status.js'
import type { WorktreeFacts } from '../../core/worktree/worktree-loss.js'
import type { Worktree } from '../../core/worktree/worktree.js'
import { IoError } from '../../errors.js'
import { isDirectory } from '../files/is-directory.js'
import { pathExists } from '../files/path-exists.js'
import { gitCheckout } from './git-checkout.js'
import { ignoredLosses } from './ignored-losses.js'
import { runGit } from './run-git.js'

/** Files in a working tree's own git directory that say what is going on in it. Source: wt-status.c, `wt_status_get_state`. */
const operations: readonly (readonly [file: string, operation: string])[] = [
  ['MERGE_HEAD', 'a merge'], ['rebase-merge', 'a rebase'], ['rebase-apply', 'a rebase or git am'], ['CHERRY_PICK_HEAD', 'a cherry-pick'], ['REVERT_HEAD', 'a revert'],
  ['sequencer', 'a series of picks'], ['BISECT_LOG', 'a bisection'], ['index.lock', 'a git command'],
]

/** What git knows of a worktree. */
export type GitFacts = Omit<WorktreeFacts, 'processes' | 'panes' | 'sessions'>

/**
 * Looks at a worktree and changes nothing. In: the worktree; the environment. Throws IoError (74) when something of it cannot be told: then nothing is known, and nothing may be removed;
 * UnavailableError (69) without git, UnsafeError (77).
 */
export const lookAtWorktree = async ({ path, branch, repository, checkout }: Worktree, env: Readonly<Record<string, string | undefined>>): Promise<GitFacts> => {
  const ask = async (...args: string[]): Promise<string> => {
    const answer = await runGit(path, args, env)
    if (answer.ok) return answer.output
    throw new IoError(`git ${args[0] ?? ''} says: ${answer.reason}`)
  }
  const has = async (revision: string): Promise<boolean> => (await runGit(path, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], env)).ok
  // Where its own .git is gone, git would find another repository further up and look at that.
  const found = await gitCheckout(path, env)
  if (found?.top !== path || found.repository !== repository) throw new IoError(`${path} is no worktree of ${repository} any more`)
  const status = parseGitStatus(await ask('status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all', '--ignored=matching', '--ignore-submodules=none'))
  const files = parseGitFiles(await ask('ls-files', '-z', '-v', '--stage'))
  const own = `refs/heads/${branch}`
  const tips = [...((await has('HEAD')) ? ['HEAD'] : []), ...((await has(own)) ? [own] : [])]
  const elsewhere = ['--not', `--exclude=${branch}`, '--branches', '--remotes']
  // git before 2.36 calls a branch in a stash by the last part of its name.
  const made = [branch, basename(branch)].flatMap(name => [`WIP on ${name}: `, `On ${name}: `])
  const stashes = (await ask('stash', 'list', '--format=%gs')).split('\n').filter(line => made.some(begin => line.startsWith(begin)))
  return {
    changed: status.changed,
    untracked: status.untracked,
    ignored: ignoredLosses(path, status.ignored, checkout !== '' && isDirectory(checkout) ? checkout : ''),
    // A sparse checkout leaves files out in the same way: those are not there to be lost.
    unwatched: files.unwatched.filter(name => pathExists(`${path}/${name}`)),
    submodules: files.submodules,
    // refs/worktree/ is each working tree's own, and goes with it.
    commit: tips.length === 0 ? '' : (await ask('rev-list', '--max-count=1', '--abbrev-commit', ...tips, '--glob=refs/worktree', ...elsewhere, '--')).trim(),
    stashes: stashes.length,
    operations: operations.filter(([file]) => pathExists(`${found.own}/${file}`)).map(([, operation]) => operation),
    locked: pathExists(`${found.own}/locked`),
  }
}
