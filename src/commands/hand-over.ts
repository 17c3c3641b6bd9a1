import { sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import { detach } from '../shell/processes/detach.js'
import { isSupervised } from '../shell/units/is-supervised.js'
import { startUnits, stopUnits, unitState } from '../shell/units/units.js'
import type { Environment } from './environment.js'
import { supervisorLog } from './freeze-session.js'

/**
 * The ticks go over from the old session to the new one: the user manager starts the new units and stops the old ones; without one the embedded supervisor
 * follows, and where none runs one is started. Throws IoError (74) with the manager's own words.
 */
export const handOver = async ({ paths, self, log }: Environment, old: SessionId, next: SessionId): Promise<void> => {
  if ((await unitState(next)) !== undefined) {
    await startUnits(next)
    await stopUnits(old)
    return
  }
  if (isSupervised(paths.runtime, old) || isSupervised(paths.runtime, next)) return
  detach([...self, 'run', '--no-begin', next], `${sessionDirectory(paths, next)}/${supervisorLog}`)
  log(4, `${next}: no user manager can be reached; the embedded supervisor runs its ticks`)
}
