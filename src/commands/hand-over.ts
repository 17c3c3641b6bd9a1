import type { SessionId } from '../core/session/session-id.js'
import { isSupervised } from '../shell/units/is-supervised.js'
import { stopUnits, unitState } from '../shell/units/units.js'
import type { Environment } from './environment.js'
import { startTicks } from './start-ticks.js'

/**
 * The ticks go over from the old session to the new one: the user manager starts the new units and stops the old ones; without one the embedded supervisor
 * follows, and where none runs one is started. Nothing is started for a new session that has ended by then. Throws BusyError (75), IoError (74) with the manager's own words.
 */
export const handOver = async (environment: Environment, old: SessionId, next: SessionId): Promise<void> => {
  const { paths, log } = environment
  if ((await unitState(next)) !== undefined) {
    await startTicks(environment, next, 'units')
    await stopUnits(old)
    return
  }
  if (isSupervised(paths.runtime, old) || isSupervised(paths.runtime, next)) return
  if (await startTicks(environment, next, 'embedded supervisor')) log(4, `${next}: no user manager can be reached; the embedded supervisor runs its ticks`)
}
