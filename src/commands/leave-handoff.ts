import type { SessionId } from '../core/session/session-id.js'
import type { SessionRecord } from '../core/session/session-record.js'
import { CliError } from '../errors.js'
import { readHandoff, writeHandoff } from '../shell/context/handoff-files.js'
import { saveContext } from '../shell/context/save-context.js'
import { sessionPlace } from '../shell/session/session-place.js'
import type { Environment } from './environment.js'
import { refreshContext } from './refresh-context.js'
import { lineageHandoff, sessionHandoff } from './session-handoff.js'

/**
 * What a session leaves to the one after it: its context brought up to date, a copy of it where a boundary ends the session, and the project's hand-off. Each step is done
 * again without harm. A context that cannot be made must not keep a session from ending: its transcript and parts are whole, and it can be made from
 * them at any time; so the failure is said, and nothing is thrown. The caller holds the session's lock. In: the session; whether it ends at a boundary.
 */
export const leaveHandoff = async (environment: Environment, id: SessionId, { project }: SessionRecord, { boundary }: { readonly boundary: boolean }): Promise<void> => {
  const { paths, uid, log } = environment
  try {
    await refreshContext(environment, id)
    if (boundary) saveContext(paths.projects, project, id, sessionPlace(paths, id), uid)
    // A session of which there is nothing to tell, as every shell is in which Claude was not used, must not take the place of one that nobody has taken up.
    const handoff = lineageHandoff(environment, id) ?? (readHandoff(paths.projects, project) === undefined ? sessionHandoff(environment, id) : undefined)
    if (handoff !== undefined) writeHandoff(paths.projects, project, handoff, uid)
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    log(3, `${id}: the context for the next session was not written: ${error.message}`)
  }
}
