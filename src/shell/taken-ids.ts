import { historyDirectory, sessionDirectory, type Paths } from '../core/paths.js'
import type { SessionId } from '../core/session-id.js'
import { listSessions } from './list-sessions.js'
import { pathExists } from './path-exists.js'
import { sessionField } from './session-field.js'

/**
 * Which session IDs are in use: by a live session, by one that ended, or as the next one of a session whose rollover was cut off before that began. In:
 * where sessions are. Out: the question. Throws IoError (74).
 */
export const takenIds = (paths: Paths): ((id: SessionId) => boolean) => {
  const reserved = new Set(listSessions(paths.sessions).map(id => sessionField(sessionDirectory(paths, id), 'next')))
  return id => reserved.has(id) || pathExists(sessionDirectory(paths, id)) || pathExists(historyDirectory(paths, id))
}
