import { sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import { lockDirectory, type Lock } from '../shell/files/lock-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { startedState, stopUnits, unitState } from '../shell/units/units.js'
import type { Environment } from './environment.js'

/** A start that is asked for once more each time is somebody's wish; what he gets then is a session that begins. */
const rounds = 3

/**
 * Stops the units of a session that is to be ended and locks it. Stopping them runs `end` once more, as their ExecStop. Units that were asked to start meanwhile are let start and stopped again: their `begin` waits for the same lock, and would
 * begin another session of the name. In: the session; how long to wait for its lock, in seconds. Out: the lock; undefined when it is not live, or not any more. Throws BusyError (75), IoError (74).
 */
export const lockToEnd = async ({ paths }: Environment, id: SessionId, waitSeconds: number): Promise<Lock | undefined> => {
  const directory = sessionDirectory(paths, id)
  for (let round = 1; ; round += 1) {
    if (pathExists(directory)) {
      await startedState(id)
      await stopUnits(id)
    }
    const lock = lockDirectory(directory, waitSeconds)
    const state = lock === undefined || round === rounds ? undefined : await unitState(id)
    if (state !== 'activating' && state !== 'active') return lock
    lock?.release()
  }
}
