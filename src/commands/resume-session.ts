import { sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import { IoError, UnavailableError } from '../errors.js'
import { pathExists } from '../shell/files/path-exists.js'
import { detach } from '../shell/processes/detach.js'
import { pause } from '../shell/processes/pause.js'
import { isSupervised } from '../shell/units/is-supervised.js'
import { startUnits } from '../shell/units/units.js'
import type { Environment } from './environment.js'
import { supervisorLog } from './freeze-session.js'

/** What runs a session's ticks. */
export type Ticker = 'units' | 'embedded supervisor'

/** A supervisor takes its post as the first thing it does; a slow machine needs a while to start a program. */
const startsWithinMs = 10_000
const lookEveryMs = 100

/**
 * Sets the ticks of a live session going that nothing runs: by the user manager where it has our units, else by an embedded supervisor, which is waited for until it has taken its post. In: the
 * session; the state of its unit, undefined without a manager; whether a supervisor may be started: not by a unit, at whose end everything dies that it has started; how long a supervisor may take to start. Out: what runs it
 * now. Throws IoError (74) when it does not start, UnavailableError (69) when it may not.
 */
export const resumeSession = async ({ paths, self }: Environment, id: SessionId, { unit, supervisor }: { readonly unit: string | undefined; readonly supervisor: boolean }, patienceMs = startsWithinMs): Promise<Ticker> => {
  if (unit !== undefined) {
    await startUnits(id)
    return 'units'
  }
  if (!supervisor) throw new UnavailableError(`the user manager does not answer for claude-session@${id}`, 'Outside of the units: claude-session recover')
  const directory = sessionDirectory(paths, id)
  detach([...self, 'run', '--no-begin', id], `${directory}/${supervisorLog}`)
  for (let waited = 0; !isSupervised(paths.runtime, id); waited += lookEveryMs) {
    if (waited >= patienceMs || !pathExists(directory)) throw new IoError(`${id}: the embedded supervisor did not start`, `${directory}/${supervisorLog} tells why`)
    pause(lookEveryMs)
  }
  return 'embedded supervisor'
}
