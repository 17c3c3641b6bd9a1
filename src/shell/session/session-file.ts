import { decodeSession, encodeSession, type SessionRecord } from '../../core/session/session-record.js'
import { readIfExists } from '../files/read-if-exists.js'
import { writeRecord } from '../files/write-record.js'

/** The session.toml of a session's directory, or undefined when it has none. Throws DataError (65), IoError (74). */
export const readSession = (directory: string): SessionRecord | undefined => {
  const file = `${directory}/session.toml`
  const text = readIfExists(file)
  return text === undefined ? undefined : decodeSession(text, file)
}

/** Writes session.toml, durably. Throws IoError (74). */
export const writeSession = (directory: string, record: SessionRecord): void => writeRecord(`${directory}/session.toml`, encodeSession(record))
