import { historyDirectory, sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import { UsageError } from '../errors.js'
import { lockDirectory } from '../shell/files/lock-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { readSession } from '../shell/session/session-file.js'
import { endSession } from './end-session.js'
import type { Environment } from './environment.js'
import { completeEnded, manifestFile } from './freeze-session.js'
import { lockToEnd } from './lock-to-end.js'
import { removeWorktree } from './remove-worktree.js'

// A tick that is running finishes first; a unit's stop timeout is longer than this.
const lockWaitSeconds = 45

/** A session that is not live: it ended whole, it ended and was cut off before its files were complete, or it never was. */
const endEnded = async (environment: Environment, id: SessionId, quiet: boolean): Promise<void> => {
  const { paths, log } = environment
  const history = historyDirectory(paths, id)
  // Whoever ended it may be at its files still.
  const lock = lockDirectory(history, lockWaitSeconds)
  try {
    const record = readSession(history)
    if (record === undefined) {
      if (quiet) return log(5, `${id}: nothing to end`)
      throw new UsageError(`there is no session ${id}`, 'claude-session list shows all there are')
    }
    if (pathExists(manifestFile(history))) log(5, `${id}: has ended already; it is in ${history}`)
    else log(5, `${id}: ended; ${completeEnded(environment, id, record)} is in ${history}`)
    if (record.worktree !== undefined && record.next === '') await removeWorktree(environment, id, record.worktree)
  } finally {
    lock?.release()
  }
}

/**
 * `end ID`: last capture (the visible screen too), the parts joined, everything moved to history/, the project's next ID written. Ending twice is fine, and so is
 * ending again what a crash cut off. A worktree of its own goes when nothing would be lost with it; one that was kept is looked at again. In: `keepUnits`: the units themselves call this and must not be asked to stop. Throws 64, 65, 69, 74, 75.
 */
export const end = async (environment: Environment, id: SessionId, { keepUnits = false } = {}): Promise<void> => {
  const { paths, log } = environment
  const directory = sessionDirectory(paths, id)
  const lock = keepUnits ? lockDirectory(directory, lockWaitSeconds) : await lockToEnd(environment, id, lockWaitSeconds)
  if (lock === undefined) return await endEnded(environment, id, keepUnits)
  try {
    const record = readSession(directory)
    if (record === undefined) throw new UsageError(`session ${id} was not begun to the end`, `claude-session begin ${id} makes it whole`)
    // Its units are stopped because the session changes its name; a person who ends it means it.
    if (record.renamedTo !== '' && keepUnits) return log(5, `${id}: goes on as ${record.renamedTo}`)
    await endSession(environment, id, record)
  } finally {
    lock.release()
  }
}
