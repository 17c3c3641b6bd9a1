import { historyDirectory, sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import type { SessionRecord } from '../core/session/session-record.js'
import { CliError } from '../errors.js'
import { isRealDirectory } from '../shell/files/is-real-directory.js'
import { listSessions } from '../shell/session/list-sessions.js'
import { readSession } from '../shell/session/session-file.js'
import type { Environment } from './environment.js'

/** A session that is there to be read. `id` is its directory's name: that of one whose ID was begun again has the seconds behind it. */
export interface KnownSession {
  readonly id: SessionId
  readonly live: boolean
  readonly directory: string
  /** What its session.toml says, or why that cannot be read. */
  readonly record: SessionRecord | CliError
}

const recordOf = (directory: string): SessionRecord | CliError | undefined => {
  try {
    return readSession(directory)
  } catch (error) {
    if (error instanceof CliError) return error
    throw error
  }
}

const started = ({ record }: KnownSession): string => (record instanceof CliError ? '' : record.started)

/** Every session, live and ended, the one begun last first. A link is no session, nor a directory that was not begun to the end. Throws IoError (74). */
export const knownSessions = ({ paths }: Environment): KnownSession[] => {
  const places = [...listSessions(paths.sessions).map(id => ({ id, live: true, directory: sessionDirectory(paths, id) })), ...listSessions(paths.history).map(id => ({ id, live: false, directory: historyDirectory(paths, id) }))]
  return places
    .flatMap(place => {
      const record = isRealDirectory(place.directory) ? recordOf(place.directory) : undefined
      return record === undefined ? [] : { ...place, record }
    })
    .sort((one, other) => started(other).localeCompare(started(one)))
}
