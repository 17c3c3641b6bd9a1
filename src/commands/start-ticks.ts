/**
 * The ticks of a live session are set going by something that, when it is at work, looks for the session by its name: `begin` begins one that is not there. So whoever starts it and whoever ends the session must not miss each
 * other: the start is asked for under the session's lock, when it is known to live; `lockToEnd` looks under the same lock whether one was asked for. A crash between the two leaves a session that `recover` resumes.
 */
import { sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import { supervisorLog } from '../core/session/supervisor-log.js'
import { IoError } from '../errors.js'
import { lockDirectory } from '../shell/files/lock-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { detach } from '../shell/processes/detach.js'
import { sessionField } from '../shell/session/session-field.js'
import { askStart, startedState, unitState } from '../shell/units/units.js'
import type { Environment } from './environment.js'

/** What runs a session's ticks. */
export type Ticker = 'units' | 'embedded supervisor'

/** Whoever has the session is at work on it for a moment, or ends it. */
const lockWaitSeconds = 10

/** Asks for what runs the ticks, when the session is live. Out: whether it was. */
const ask = async ({ paths, self }: Environment, id: SessionId, by: Ticker): Promise<boolean> => {
  const directory = sessionDirectory(paths, id)
  const lock = lockDirectory(directory, lockWaitSeconds)
  try {
    if (lock === undefined || sessionField(directory, 'status') === 'ended' || sessionField(directory, 'next') !== '') return false
    if (by === 'embedded supervisor') detach([...self, 'run', id, '--no-begin'], `${directory}/${supervisorLog}`)
    else if ((await unitState(id)) === 'deactivating') return false
    else await askStart(id)
    return true
  } finally {
    lock?.release()
  }
}

/**
 * Sets the ticks of a live session going: its units, which are waited for, or an embedded supervisor in the background. Out: whether it lives; not when it was ended, is being ended, or rolls over. Throws BusyError (75), IoError (74)
 * with the manager's own words.
 */
export const startTicks = async (environment: Environment, id: SessionId, by: Ticker): Promise<boolean> => {
  if (!(await ask(environment, id, by))) return false
  if (by === 'embedded supervisor') return true
  const state = await startedState(id)
  if (!pathExists(sessionDirectory(environment.paths, id))) return false
  if (state === 'failed') throw new IoError(`starting claude-session@${id} failed`, `journalctl --user -u claude-session@${id} tells why`)
  return true
}
