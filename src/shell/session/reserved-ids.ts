/**
 * A shell that starts in tmux takes an ID without starting a process: it makes `sessions/.reserved.<ID>` with O_EXCL, so that of several shells in one second each gets its own; `start` does the same. The
 * session that is begun then takes the file away; where none is begun, it is empty and in nobody's way but its own ID's, and goes after a day.
 */
import { isSessionId, type SessionId } from '../../core/session/session-id.js'
import { createOnce } from '../files/create-once.js'
import { listNames } from '../files/list-names.js'
import { modifiedMs } from '../files/modified-ms.js'
import { removeIfExists } from '../files/remove-if-exists.js'

const prefix = '.reserved.'
const keptMs = 86_400_000

/** Reserves an ID. In: the `sessions` directory; the ID. Out: whether it was to be had; not when somebody else has reserved it. Throws IoError (74). */
export const reserveId = (sessions: string, id: SessionId): boolean => createOnce(`${sessions}/${prefix}${id}`)

/** The IDs that are reserved. In: the `sessions` directory. Throws IoError (74). */
export const reservedIds = (sessions: string): SessionId[] =>
  listNames(sessions).flatMap(name => {
    const id = name.startsWith(prefix) ? name.slice(prefix.length) : ''
    return isSessionId(id) ? [id] : []
  })

/** Gives up the reservation of an ID, and those that nobody came for. In: the `sessions` directory; the ID; now, in Unix milliseconds. Throws IoError (74). */
export const releaseId = (sessions: string, id: SessionId, nowMs: number): void => {
  for (const each of reservedIds(sessions)) {
    const file = `${sessions}/${prefix}${each}`
    if (each === id || nowMs - (modifiedMs(file) ?? nowMs) > keptMs) removeIfExists(file)
  }
}
