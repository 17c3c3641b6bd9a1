import { readdirSync } from 'node:fs'
import { isSessionId, type SessionId } from '../../core/session/session-id.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'

/** The IDs of all sessions below `directory` (`sessions` or `history`), in order; none when it does not exist yet. */
export const listSessions = (directory: string): SessionId[] => {
  try {
    return readdirSync(directory).filter(isSessionId).sort()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw ioError('Listing', directory, error)
  }
}
