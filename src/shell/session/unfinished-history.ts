import type { SessionId } from '../../core/session/session-id.js'
import { BusyError } from '../../errors.js'
import { lockDirectory } from '../files/lock-directory.js'
import { pathExists } from '../files/path-exists.js'
import { listSessions } from './list-sessions.js'

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
