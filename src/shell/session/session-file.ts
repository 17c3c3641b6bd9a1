import { decodeSession, encodeSession, type SessionRecord } from '../../core/session/session-record.js'
import { readIfExists } from '../files/read-if-exists.js'
import { writeRecord } from '../files/write-record.js'

/** A few paths and IDs; the parser needs seconds for megabytes. */
const mostRecord = 65_536

/** The session.toml of a session's directory, or undefined when it has none. Throws DataError (65), IoError (74). */
export const readSession = (directory: string): SessionRecord | undefined => {
  const file = `${directory}/session.toml`
  const text = readIfExists(file, mostRecord)
  return text === undefined ? undefined : decodeSession(text, file)
}

/** Writes session.toml, durably. Throws IoError (74). */
export const writeSession = (directory: string, record: SessionRecord): void => writeRecord(`${directory}/session.toml`, encodeSession(record))
