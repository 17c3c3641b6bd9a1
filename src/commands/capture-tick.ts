import { sessionDirectory } from '../core/paths.js'
import { boundaryLine } from '../core/session/boundary-line.js'
import type { SessionId } from '../core/session/session-id.js'
import { UnavailableError, UsageError } from '../errors.js'
import { lockDirectory, tickPatience } from '../shell/files/lock-directory.js'
import { sessionField } from '../shell/session/session-field.js'
import { clearTrouble } from '../shell/session/trouble-file.js'
import { askStop } from '../shell/units/ask-stop.js'
import { captureLive } from './capture-live.js'
import type { Environment } from './environment.js'
import { logCapture } from './log-capture.js'

/** What a tick says of a session that is over; its units are asked to end it. */
const ends = (id: SessionId, why: string): UnavailableError =>
  new UnavailableError(`${id}: ${why}`, askStop(id) ? 'The session is being ended' : `To end the session: claude-session end ${id}`)

/**
 * `capture-tick ID`: one increment of the scrollback. Leaves one line in the journal. In: the session; how long to wait for who else is at work on it, in seconds. Throws BusyError (75) when
 * that one takes longer, UsageError (64) when it is not live, UnavailableError (69) when its pane has ended: what was seen of it is committed by then, and the
 * units are asked to end the session; so they are where its end was cut off.
 */
export const captureTick = async (environment: Environment, id: SessionId, { waitSeconds = tickPatience } = {}): Promise<void> => {
  const { paths, now, log } = environment
  const began = now()
  const directory = sessionDirectory(paths, id)
  const lock = lockDirectory(directory, waitSeconds)
  if (lock === undefined) throw new UsageError(`there is no live session ${id}`, 'claude-session list shows all there are')
  try {
    // A rollover that a crash cut off: this session captures no more, and whoever finds it so asks again.
    const next = sessionField(directory, 'next')
    if (next !== '') {
      environment.askRollover?.(id)
      return log(5, `${id}: goes on as ${next}; its end is asked for again`)
    }
    // What the pane shows now may be another session's.
    if (sessionField(directory, 'status') === 'ended') throw ends(id, 'its end was cut off')
    const result = await captureLive(environment, id, { final: false, rolls: environment.askRollover !== undefined })
    logCapture(environment, id, result, began)
    clearTrouble(paths.runtime, id)
    if (result.boundary.length > 0) {
      const asked = environment.askRollover?.(id) === true
      log(5, `${id}: ${boundaryLine(result.boundary)}; ${asked ? 'a new session is asked for' : 'no rollover can be asked for, so it goes on'}`)
    }
    if (!result.gone) return
    throw ends(id, 'its pane has ended; everything that was seen of it is committed')
  } finally {
    lock.release()
  }
}
