/**
 * A git worktree for a session, below the state directory: the repository's surroundings stay as they are, and it is found from the session's ID. git makes, in this order, the branch, its own notes of
 * the worktree, the files; told to stop or failing it takes back the last two, and the branch is taken back here. A kill in between leaves at most what `git worktree list` and `git branch` show, named after
 * the session. session.toml gets to know it last: killed before that, `start --worktree` with the same ID finds it and goes on with it.
 */
import { worktreeDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import { shellWord } from '../core/text/shell-word.js'
import { worktreeBranch, type Worktree } from '../core/worktree/worktree.js'
import { CannotCreateError, UsageError } from '../errors.js'
import { isDirectory } from '../shell/files/is-directory.js'
import { ownDirectory } from '../shell/files/own-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { realPath } from '../shell/files/real-path.js'
import { gitCheckout } from '../shell/worktree/git-checkout.js'
import { runGit } from '../shell/worktree/run-git.js'
import type { Environment } from './environment.js'

/** The files of a large repository take their time. */
const checkoutSeconds = 600

/**
 * Makes the worktree of session `id` from the commit that is checked out in `directory`, and says how to go there; what is not committed stays where it is. One that it has already is taken up again.
 * Throws UsageError (64) outside of a checkout, UnavailableError (69) without git, CannotCreateError (73) when there is no commit, the branch or the path is taken or git cannot, IoError (74), UnsafeError (77).
 */
export const makeWorktree = async ({ env, paths, uid, log }: Environment, id: SessionId, directory: string): Promise<Worktree> => {
  const from = await gitCheckout(directory, env)
  if (from === undefined) throw new UsageError(`${directory} is in no git checkout, so there is nothing to make a worktree of`, 'Go into one, or leave --worktree out')
  const branch = worktreeBranch(id)
  const place = worktreeDirectory(paths, id)
  const ask = async (...args: string[]): Promise<string | undefined> => {
    const answer = await runGit(directory, args, env)
    return answer.ok ? answer.output.trim() : undefined
  }
  const finish = (path: string, how: string): Worktree => {
    const below = `${path}/${from.below}`.replace(/\/$/, '')
    const worktree = { path, branch, directory: isDirectory(below) ? below : path, repository: from.repository, checkout: from.top }
    log(5, `${id}: worktree ${path}, branch ${branch}, ${how}. Go there: cd ${shellWord(worktree.directory)}`)
    return worktree
  }
  const standing = pathExists(place) ? await gitCheckout(place, env) : undefined
  if (standing !== undefined && standing.repository === from.repository && standing.top === realPath(place)) return finish(standing.top, 'was kept and is taken up again')
  if (pathExists(place)) throw new CannotCreateError(`${place} exists and is no worktree of ${from.repository}`, 'Look at it and move it away, or take another --id')
  const commit = await ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}')
  if (commit === undefined) throw new CannotCreateError(`the repository ${from.repository} has no commit yet, and a worktree begins from one`, 'Commit something first, or leave --worktree out')
  if ((await ask('show-ref', '--verify', `refs/heads/${branch}`)) !== undefined) {
    throw new CannotCreateError(`there is a branch ${branch} already`, `Take another --id, or delete it when it is merged: git branch -d ${branch}`)
  }
  for (const path of [paths.root, `${paths.root}/worktrees`]) ownDirectory(path, uid)
  log(6, `${id}: making a git worktree of ${from.top || from.repository}`)
  const undo = async (): Promise<void> => {
    const left = await ask('rev-parse', '--verify', '--quiet', `refs/heads/${branch}`)
    if (left === commit) await ask('branch', '--quiet', '-d', '--', branch)
  }
  try {
    const made = await runGit(directory, ['worktree', 'add', '--quiet', '-b', branch, '--', place, commit], env, checkoutSeconds)
    if (!made.ok) throw new CannotCreateError(`making the worktree ${place} failed: ${made.reason}`, 'Nothing of it was left; leave --worktree out to go on without one')
  } catch (error) {
    await undo()
    throw error
  }
  return finish(realPath(place) ?? place, `at ${commit.slice(0, 12)}; what is not committed stays behind`)
}
