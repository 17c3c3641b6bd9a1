import { historyDirectory, sessionDirectory, type Paths } from '../../core/paths.js'
import type { SessionId } from '../../core/session/session-id.js'
import { pathExists } from '../files/path-exists.js'
import { listSessions } from './list-sessions.js'
import { reservedIds } from './reserved-ids.js'
import { sessionField } from './session-field.js'
import { unlessDamaged } from './unless-damaged.js'

/**
 * Which session IDs are in use: by a live session, by one that ended, as the next one of a session whose rollover was cut off before that began, or by a shell that is about to
 * begin one. In: where sessions are; `own`: an ID whose reservation is the caller's. Out: the question. Throws IoError (74).
 */
export const takenIds = (paths: Paths, own?: SessionId): ((id: SessionId) => boolean) => {
  const next = listSessions(paths.sessions).map(id => unlessDamaged(() => sessionField(sessionDirectory(paths, id), 'next'), ''))
  const reserved = new Set([...next, ...reservedIds(paths.sessions).filter(id => id !== own)])
  return id => reserved.has(id) || pathExists(sessionDirectory(paths, id)) || pathExists(historyDirectory(paths, id))
}
