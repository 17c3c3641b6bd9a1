import { historyDirectory, sessionDirectory, type Paths } from '../../core/paths.js'
import type { SessionId } from '../../core/session/session-id.js'
import { pathExists } from '../files/path-exists.js'

/** The directory of a session, live or ended; where it would be among the ended ones when there is none. In: where sessions are; the ID. */
export const sessionPlace = (paths: Paths, id: SessionId): string => {
  const live = sessionDirectory(paths, id)
  return pathExists(live) ? live : historyDirectory(paths, id)
}
