import { isEmptyContext } from '../core/context/is-empty-context.js'
import { formatHandoff } from '../core/handoff/format-handoff.js'
import type { Handoff } from '../core/handoff/handoff.js'
import { historyDirectory, sessionDirectory } from '../core/paths.js'
import { isSessionId, type SessionId } from '../core/session/session-id.js'
import { CliError } from '../errors.js'
import { readHandoff } from '../shell/context/handoff-files.js'
import { takenUp } from '../shell/context/taken-up.js'
import { lockDirectory, type Lock } from '../shell/files/lock-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { readSession } from '../shell/session/session-file.js'
import { sessionPlace } from '../shell/session/session-place.js'
import { captureLive } from './capture-live.js'
import type { Environment } from './environment.js'
import { logCapture } from './log-capture.js'
import { refreshContext } from './refresh-context.js'
import { lineageHandoff, sessionHandoff } from './session-handoff.js'

/** A tick or a rollover that is at work is waited for so long; Claude waits with us. */
const lockWaitSeconds = 10

/** Captures up to the boundary and brings the context up to date, unless the session rolls over this moment: then the rollover has done so. Where that fails, what was known before is told. */
const refresh = async (environment: Environment, id: SessionId): Promise<void> => {
  const { paths, now, log } = environment
  let lock: Lock | undefined
  try {
    lock = lockDirectory(sessionDirectory(paths, id), lockWaitSeconds)
    if (lock === undefined) return
    if (readSession(sessionDirectory(paths, id))?.next !== '') return
    const began = now()
    logCapture(environment, id, await captureLive(environment, id, { final: false, rolls: environment.askRollover !== undefined }), began)
    await refreshContext(environment, id)
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    log(4, `${id}: the hand-off tells what was known before: ${error.message}`)
  } finally {
    lock?.release()
  }
}

/** The hand-off of this lineage. Where nothing is known of what was there before a boundary, the paths still are. */
const ofLineage = (environment: Environment, id: SessionId, source: string): Handoff | undefined =>
  source === 'resume' ? lineageHandoff(environment, id, { staying: true }) : (lineageHandoff(environment, id) ?? sessionHandoff(environment, id))

/** What the project's last session left, when it ended for good and nobody has taken it up. */
const ofProject = ({ paths, uid }: Environment, id: SessionId): Handoff | undefined => {
  const project = readSession(sessionPlace(paths, id))?.project ?? ''
  const left = project === '' ? undefined : readHandoff(paths.projects, project)
  const by = left?.leftBy ?? left?.from ?? ''
  if (left === undefined || isEmptyContext(left) || by === id || !isSessionId(by)) return undefined
  // A session that rolled over has a successor, which is told by its own boundary.
  const ended = readSession(historyDirectory(paths, by))
  if (ended === undefined || ended.next !== '' || pathExists(sessionDirectory(paths, by))) return undefined
  return takenUp(paths.projects, project, by, uid) ? left : undefined
}

/**
 * What a new context is told, as facts: at a compaction, a clear or a resumption that of its own lineage; at a start what the project's last session left, once. In: the
 * session; `source` of the hook SessionStart. Out: at most 9,500 characters, '' when there is nothing to tell. Throws BusyError (75), DataError (65), IoError (74).
 */
export const handoffText = async (environment: Environment, id: SessionId, source: string): Promise<string> => {
  if (source === 'compact' || source === 'clear') await refresh(environment, id)
  const handoff = source === 'startup' ? ofProject(environment, id) : ['compact', 'clear', 'resume'].includes(source) ? ofLineage(environment, id, source) : undefined
  return handoff === undefined ? '' : formatHandoff(handoff)
}
