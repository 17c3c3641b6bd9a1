import { isSessionId, type SessionId } from '../../core/session/session-id.js'
import { ownDirectory } from '../files/own-directory.js'
import { readIfExists } from '../files/read-if-exists.js'
import { writeRecord } from '../files/write-record.js'

const directoryOf = (projects: string, slug: string): string => `${projects}/${slug}/.session-management`

/** The ID that the next session of a project is to take, as its last one left it; undefined when there is none. */
export const readNextSessionId = (projects: string, slug: string): SessionId | undefined => {
  const text = (readIfExists(`${directoryOf(projects, slug)}/.next_session_id`) ?? '').trim()
  return isSessionId(text) ? text : undefined
}

/** Writes the ID down for the next session of a project. Throws IoError (74). */
export const writeNextSessionId = (projects: string, slug: string, id: SessionId, uid: number): void => {
  ownDirectory(directoryOf(projects, slug), uid)
  writeRecord(`${directoryOf(projects, slug)}/.next_session_id`, `${id}\n`)
}
