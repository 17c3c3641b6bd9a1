import { BusyError } from '../errors.js'
import type { SessionId } from '../core/session-id.js'
import { listSessions } from './list-sessions.js'
import { lockDirectory } from './lock-directory.js'
import { pathExists } from './path-exists.js'

const isBusy = (directory: string): boolean => {
  try {
    lockDirectory(directory)?.release()
    return false
  } catch (error) {
    if (error instanceof BusyError) return true
    throw error
  }
}

/** The sessions in `history` that a crash cut off before their files were complete; not those that somebody is completing now. Throws IoError (74), and UnavailableError (69) without flock. */
export const unfinishedHistory = (history: string): SessionId[] =>
  listSessions(history).filter(id => !pathExists(`${history}/${id}/MANIFEST.json`) && pathExists(`${history}/${id}/session.toml`) && !isBusy(`${history}/${id}`))
