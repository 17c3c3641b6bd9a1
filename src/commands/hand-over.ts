import { sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session-id.js'
import { BusyError } from '../errors.js'
import { detach } from '../shell/detach.js'
import { lockDirectory } from '../shell/lock-directory.js'
import { pathExists } from '../shell/path-exists.js'
import { startUnits, stopUnits, unitState } from '../shell/units.js'
import type { Environment } from './environment.js'
import { supervisorLog } from './freeze-session.js'

/** Whether an embedded supervisor runs a session: it holds this lock as long as it lives, and follows its session by itself. */
const isSupervised = (post: string): boolean => {
  if (!pathExists(post)) return false
  try {
    lockDirectory(post)?.release()
    return false
  } catch (error) {
    if (error instanceof BusyError) return true
    throw error
  }
}

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
  if (isSupervised(`${paths.runtime}/${old}`) || isSupervised(`${paths.runtime}/${next}`)) return
  detach([...self, 'run', next], `${sessionDirectory(paths, next)}/${supervisorLog}`)
  log(4, `${next}: no user manager can be reached; the embedded supervisor runs its ticks`)
}
