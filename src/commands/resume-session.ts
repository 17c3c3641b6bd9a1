import { sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import { supervisorLog } from '../core/session/supervisor-log.js'
import { BusyError, IoError, UnavailableError } from '../errors.js'
import { pathExists } from '../shell/files/path-exists.js'
import { pause } from '../shell/processes/pause.js'
import { isSupervised } from '../shell/units/is-supervised.js'
import type { Environment } from './environment.js'
import { startTicks, type Ticker } from './start-ticks.js'

/** A supervisor takes its post as the first thing it does; a slow machine needs a while to start a program. */
const startsWithinMs = 10_000
const lookEveryMs = 100

/**
 * Sets the ticks of a live session going that nothing runs: by the user manager where it has our units, else by an embedded supervisor, which is waited for until it has taken its post. In: the
 * session; the state of its unit, undefined without a manager; whether a supervisor may be started: not by a unit, at whose end everything dies that it has started; how long a supervisor may take to start. Out: what runs it
 * now. Throws IoError (74) when it does not start, BusyError (75) when the session ends or rolls over meanwhile, UnavailableError (69) when no supervisor may be started.
 */
export const resumeSession = async (environment: Environment, id: SessionId, { unit, supervisor }: { readonly unit: string | undefined; readonly supervisor: boolean }, patienceMs = startsWithinMs): Promise<Ticker> => {
  const ended = (): BusyError => new BusyError(`${id} ends or rolls over just now`, 'There is nothing to resume')
  if (unit !== undefined) {
    if (await startTicks(environment, id, 'units')) return 'units'
    throw ended()
  }
  if (!supervisor) throw new UnavailableError(`the user manager does not answer for claude-session@${id}`, 'Outside of the units: claude-session recover')
  const { paths } = environment
  const directory = sessionDirectory(paths, id)
  if (!(await startTicks(environment, id, 'embedded supervisor'))) throw ended()
  for (let waited = 0; !isSupervised(paths.runtime, id); waited += lookEveryMs) {
    if (!pathExists(directory)) throw ended()
    if (waited >= patienceMs) throw new IoError(`${id}: the embedded supervisor did not start`, `${directory}/${supervisorLog} tells why`)
    pause(lookEveryMs)
  }
  return 'embedded supervisor'
}
