/**
 * The end of a session's worktree, when nothing would be lost with it. Steps, each repeatable: everything is looked at; `git worktree remove`, without --force, looks at the changes once more by itself and takes
 * away the files, then its own note of them; `git branch -d`, never -D, deletes the branch. What a crash leaves: before the second, a whole worktree; between files and note, or note and branch, what is
 * finished by the next `end` of the session; among the files, a worktree in which committed ones are missing, which is kept as changed and which `git worktree list` shows. What was looked at is true for that
 * moment: what a program writes into an ignored file in the milliseconds that follow is lost. So nothing that runs in it may be there.
 */
import { sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import { shellWord } from '../core/text/shell-word.js'
import { parseWorktreeList } from '../core/worktree/parse-worktree-list.js'
import { worktreeLoss } from '../core/worktree/worktree-loss.js'
import type { Worktree } from '../core/worktree/worktree.js'
import { CliError, IoError } from '../errors.js'
import { isDirectory } from '../shell/files/is-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { processesIn } from '../shell/processes/processes-in.js'
import { listSessions } from '../shell/session/list-sessions.js'
import { readSession } from '../shell/session/session-file.js'
import { listPanes } from '../shell/tmux/list-panes.js'
import { tmuxSockets } from '../shell/tmux/tmux-sockets.js'
import { gitCheckout } from '../shell/worktree/git-checkout.js'
import { lookAtWorktree } from '../shell/worktree/look-at-worktree.js'
import { runGit } from '../shell/worktree/run-git.js'
import type { Environment } from './environment.js'

const removeSeconds = 30

const liveSessionsIn = ({ paths }: Environment, path: string): string[] =>
  listSessions(paths.sessions).flatMap(id => {
    const record = readSession(sessionDirectory(paths, id))
    return record?.status === 'live' && record.next === '' && record.worktree?.path === path ? [record.id] : []
  })

const panesIn = ({ env, uid }: Environment, path: string): string[] => listPanes(tmuxSockets(env, uid)).filter(({ directory }) => `${directory}/`.startsWith(`${path}/`)).map(({ id }) => id)

/** `git worktree remove`. Throws IoError (74) with git's words. */
const gitRemove = async ({ env }: Environment, path: string, at: string): Promise<void> => {
  const removed = await runGit(at, ['worktree', 'remove', '--', path], env, removeSeconds)
  if (!removed.ok) throw new IoError(`git worktree remove says: ${removed.reason}`)
}

/** Removes git's note of a worktree whose files are gone. Whoever removed them by hand may have been on no branch, with commits that the note alone leads to: then it stays. Out: whether it is gone. */
const removeNote = async (environment: Environment, id: SessionId, { path, branch }: Worktree, at: string): Promise<boolean> => {
  const listed = await runGit(at, ['worktree', 'list', '--porcelain'], environment.env)
  if (!listed.ok) throw new IoError(`git worktree list says: ${listed.reason}`)
  const noted = parseWorktreeList(listed.output).find(each => each.path === path)
  if (noted === undefined) return true
  if (noted.branch === branch) await gitRemove(environment, path, at)
  else environment.log(5, `${id}: the files of its worktree ${path} are gone; git's note of it stays, since it was not on its branch but at ${noted.commit}. git worktree prune removes it`)
  return noted.branch === branch
}

/** Removes the files of a worktree. Out: whether they are gone. */
const removeFiles = async (environment: Environment, id: SessionId, worktree: Worktree, at: string): Promise<boolean> => {
  const { env, log } = environment
  const { path } = worktree
  if (!pathExists(path)) return await removeNote(environment, id, worktree, at)
  const facts = await lookAtWorktree(worktree, env)
  const why = worktreeLoss({ ...facts, processes: processesIn(path), panes: panesIn(environment, path), sessions: liveSessionsIn(environment, path) })
  if (why.length > 0) {
    log(5, `${id}: its worktree ${path} is kept: ${why.join('; ')}. When that is done with: claude-session end ${id}, or git -C ${shellWord(at)} worktree remove ${shellWord(path)}`)
    return false
  }
  await gitRemove(environment, path, at)
  log(5, `${id}: its worktree ${path} is removed; nothing was lost with it`)
  return true
}

/** Deletes the branch of a worktree that is gone, when other branches or remotes have all its commits and git agrees. */
const deleteBranch = async ({ env, log }: Environment, id: SessionId, { branch }: Worktree, at: string): Promise<void> => {
  const own = `refs/heads/${branch}`
  const tip = await runGit(at, ['rev-parse', '--verify', '--quiet', `${own}^{commit}`], env)
  if (!tip.ok) return
  const only = await runGit(at, ['rev-list', '--max-count=1', own, '--not', `--exclude=${branch}`, '--branches', '--remotes', '--'], env)
  if (!only.ok) throw new IoError(`git rev-list says: ${only.reason}`)
  const commit = tip.output.trim()
  const deleted = only.output === '' ? await runGit(at, ['branch', '--quiet', '-d', '--', branch], env) : { ok: false, reason: 'no other branch and no remote has its commits' } as const
  log(5, `${id}: branch ${branch} (${commit.slice(0, 12)}) is ${deleted.ok ? 'deleted; its commits are in another' : `kept: ${deleted.reason}`}`)
}

/**
 * Removes the worktree and the branch of a session that has ended, or says in one line why they stay and how to remove them. A session ends also where this fails, so that is said and not thrown.
 * The caller holds the session's lock. In: the session; its worktree.
 */
export const removeWorktree = async (environment: Environment, id: SessionId, worktree: Worktree): Promise<void> => {
  const { env, log } = environment
  const { path, checkout, repository } = worktree
  try {
    // git compares the branch with what is checked out where it is called.
    const beside = checkout !== '' && isDirectory(checkout) ? await gitCheckout(checkout, env) : undefined
    const at = beside?.repository === repository ? checkout : repository
    if (!isDirectory(at)) return log(4, `${id}: the repository ${repository} of its worktree ${path} is gone, so that is left as it is`)
    if (await removeFiles(environment, id, worktree, at)) await deleteBranch(environment, id, worktree, at)
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    log(4, `${id}: its worktree ${path} is ${pathExists(path) ? 'kept' : 'gone, but not all that git knows of it'}: ${error.message}. When that is mended: claude-session end ${id}`)
  }
}
