import { sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import type { Worktree } from '../core/worktree/worktree.js'
import { BusyError, CliError } from '../errors.js'
import { lockDirectory } from '../shell/files/lock-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { readSession, writeSession } from '../shell/session/session-file.js'
import type { Environment } from './environment.js'
import { makeWorktree } from './make-worktree.js'
import { removeWorktree } from './remove-worktree.js'

const lockWaitSeconds = 30

/** Writes into session.toml that a live session has a worktree. Throws BusyError (75) when it ends or rolls over just now, IoError (74), DataError (65). */
export const noteWorktree = ({ paths }: Environment, id: SessionId, worktree: Worktree): void => {
  const directory = sessionDirectory(paths, id)
  const lock = lockDirectory(directory, lockWaitSeconds)
  try {
    const record = lock === undefined ? undefined : readSession(directory)
    if (record === undefined || record.status !== 'live' || record.next !== '' || record.renamedTo !== '') throw new BusyError(`session ${id} ends or rolls over just now`, 'Try again')
    writeSession(directory, { ...record, worktree })
  } finally {
    lock?.release()
  }
}

/**
 * Gives a session that is live already a worktree of the checkout that `directory` is in; one that it has stays the one it has. What was made is taken back when it cannot be noted. Throws as
 * `makeWorktree` does, and BusyError (75) when the session ends or rolls over just now.
 */
export const giveWorktree = async (environment: Environment, id: SessionId, directory: string): Promise<void> => {
  const has = readSession(sessionDirectory(environment.paths, id))?.worktree
  if (has !== undefined && pathExists(has.path)) return environment.log(5, `${id}: has the worktree ${has.path} already`)
  const worktree = await makeWorktree(environment, id, directory)
  try {
    noteWorktree(environment, id, worktree)
  } catch (error) {
    if (error instanceof CliError) await removeWorktree(environment, id, worktree)
    throw error
  }
}
