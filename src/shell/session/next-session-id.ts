import { isSessionId, type SessionId } from '../../core/session/session-id.js'
import { ownDirectory } from '../files/own-directory.js'
import { readIfExists } from '../files/read-if-exists.js'
import { whileLocked } from '../files/while-locked.js'
import { writeRecord } from '../files/write-record.js'

const directoryOf = (projects: string, slug: string): string => `${projects}/${slug}/.session-management`

/** The ID that the next session of a project is to take, as its last one left it; undefined when there is none. */
export const readNextSessionId = (projects: string, slug: string): SessionId | undefined => {
  const text = (readIfExists(`${directoryOf(projects, slug)}/.next_session_id`) ?? '').trim()
  return isSessionId(text) ? text : undefined
}

/** Writes the ID down for the next session of a project, whose sessions may end at the same time. Throws IoError (74). */
export const writeNextSessionId = (projects: string, slug: string, id: SessionId, uid: number): void => {
  const directory = directoryOf(projects, slug)
  ownDirectory(directory, uid)
  whileLocked(directory, () => writeRecord(`${directory}/.next_session_id`, `${id}\n`))
}
