import { historyDirectory } from '../core/paths.js'
import { goneReason } from '../core/session/gone-reason.js'
import { newSessionId } from '../core/session/new-session-id.js'
import { isSessionId, type SessionId } from '../core/session/session-id.js'
import type { SessionRecord } from '../core/session/session-record.js'
import { pathExists } from '../shell/files/path-exists.js'
import { bootIdentity } from '../shell/session/boot-identity.js'
import { writeNextSessionId } from '../shell/session/next-session-id.js'
import { sessionPlace } from '../shell/session/session-place.js'
import { takenIds } from '../shell/session/taken-ids.js'
import { listedPane } from '../shell/tmux/listed-pane.js'
import { closeOwnPane } from '../shell/tmux/own-pane.js'
import { removePaneFile } from '../shell/tmux/pane-file.js'
import { clearPaneSession } from '../shell/tmux/pane-option.js'
import { captureLive } from './capture-live.js'
import type { Environment } from './environment.js'
import { freezeSession } from './freeze-session.js'
import { leaveHandoff } from './leave-handoff.js'
import { logCapture } from './log-capture.js'
import { removeWorktree } from './remove-worktree.js'
import { withdrawTokens } from './withdraw-tokens.js'

/**
 * The end of a live session. One that nothing follows: last capture (the visible screen too; of a pane that is gone what was seen of it last, and a gap), hand-off, files to history/, the
 * project's next ID. One that rolled over is frozen as it is. Each step is done again without harm. The caller holds its lock. In: the session; its record. Out: why it ended. Throws 65, 69, 74.
 */
export const endSession = async (environment: Environment, id: SessionId, record: SessionRecord): Promise<string> => {
  const { paths, uid, now, log } = environment
  const history = historyDirectory(paths, id)
  // A rollover that was cut off before the next session stood: then nothing follows, and this one's end is the end.
  const followed = record.next !== '' && (!isSessionId(record.next) || pathExists(sessionPlace(paths, record.next)))
  // Its last capture is done, the pane is the next session's, and what the user's own end does is not its.
  if (followed) {
    log(5, `${id}: ended at the boundary, goes on as ${record.next}; ${freezeSession(environment, id, record, 'rollover')} is in ${history}`)
    return 'rollover'
  }
  const began = now()
  const last: SessionRecord = { ...record, next: '' }
  let reason = record.endReason || 'stopped'
  if (record.status === 'live') {
    const result = await captureLive(environment, id, { final: true, rolls: false })
    logCapture(environment, id, result, began)
    if (result.gone) reason = goneReason(record.pane.boot, bootIdentity())
    clearPaneSession(record.pane.socket, record.pane.id, id)
    removePaneFile(paths.runtime, record.pane, id)
    // tmux 3.3a forgets its hook now and then, and the pane would stand there dead.
    if (result.gone && listedPane(record.pane)?.dead === true) closeOwnPane(record.pane.socket, record.pane.id)
  }
  await leaveHandoff(environment, id, last, { boundary: false })
  const joined = freezeSession(environment, id, last, reason)
  withdrawTokens(environment, id)
  writeNextSessionId(paths.projects, record.project, newSessionId(record.project, Math.floor(now().getTime() / 1000), takenIds(paths)), uid)
  log(5, `${id}: ended; ${joined} is in ${history}`)
  // Last: all that a session must leave is written, whatever git does now. After a rollover the worktree is the next session's.
  if (record.worktree !== undefined) await removeWorktree(environment, id, record.worktree)
  return reason
}
