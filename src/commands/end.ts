import { historyDirectory, sessionDirectory } from '../core/paths.js'
import { isSessionId, type SessionId } from '../core/session-id.js'
import { newSessionId } from '../core/new-session-id.js'
import { UsageError } from '../errors.js'
import { lockDirectory } from '../shell/lock-directory.js'
import { writeNextSessionId } from '../shell/next-session-id.js'
import { clearPaneSession } from '../shell/pane-option.js'
import { pathExists } from '../shell/path-exists.js'
import { readSession } from '../shell/session-file.js'
import { sessionPlace } from '../shell/session-place.js'
import { takenIds } from '../shell/taken-ids.js'
import { stopUnits } from '../shell/units.js'
import { captureLive } from './capture-live.js'
import type { Environment } from './environment.js'
import { completeHistory, freezeSession, manifestFile } from './freeze-session.js'
import { leaveHandoff } from './leave-handoff.js'
import { logCapture } from './log-capture.js'
import { removeWorktree } from './remove-worktree.js'
import { withdrawTokens } from './withdraw-tokens.js'

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
    else log(5, `${id}: ended; ${completeHistory(history, record)} is in ${history}`)
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
  const { paths, uid, now, log } = environment
  const directory = sessionDirectory(paths, id)
  // Stopping the units runs this command once more, as their ExecStop; what it leaves undone is done below.
  if (!keepUnits && pathExists(directory)) await stopUnits(id)
  const began = now()
  const lock = lockDirectory(directory, lockWaitSeconds)
  if (lock === undefined) return await endEnded(environment, id, keepUnits)
  try {
    const found = readSession(directory)
    // A rollover that was cut off before the next session stood: then nothing follows, and this one's end is the end.
    const record = found !== undefined && isSessionId(found.next) && !pathExists(sessionPlace(paths, found.next)) ? { ...found, next: '' } : found
    if (record === undefined) throw new UsageError(`session ${id} was not begun to the end`, `claude-session begin ${id} makes it whole`)
    // Its units are stopped because the session changes its name; a person who ends it means it.
    if (record.renamedTo !== '' && keepUnits) return log(5, `${id}: goes on as ${record.renamedTo}`)
    // It rolled over: its last capture is done, the pane is the next session's, and what the user's own end does is not its.
    if (record.next !== '') return log(5, `${id}: ended at the boundary, goes on as ${record.next}; ${freezeSession(environment, id, record, 'rollover')} is in ${historyDirectory(paths, id)}`)
    let reason = record.endReason || 'stopped'
    if (record.status === 'live') {
      const result = await captureLive(environment, id, { final: true, rolls: false })
      logCapture(environment, id, result, began)
      if (result.gone) reason = 'pane-gone'
      clearPaneSession(record.pane.socket, record.pane.id, id)
    }
    await leaveHandoff(environment, id, record, { boundary: false })
    const joined = freezeSession(environment, id, record, reason)
    withdrawTokens(environment, id)
    writeNextSessionId(paths.projects, record.project, newSessionId(record.project, Math.floor(now().getTime() / 1000), takenIds(paths)), uid)
    log(5, `${id}: ended; ${joined} is in ${historyDirectory(paths, id)}`)
    // Last: all that a session must leave is written, whatever git does now. After a rollover the worktree is the next session's.
    if (record.worktree !== undefined) await removeWorktree(environment, id, record.worktree)
  } finally {
    lock.release()
  }
}
