import { isSessionId } from '../../core/session/session-id.js'
import type { SessionRecord } from '../../core/session/session-record.js'
import { ownDirectory } from '../files/own-directory.js'
import { readIfExists } from '../files/read-if-exists.js'
import { removeIfExists } from '../files/remove-if-exists.js'
import { writeBeside } from '../files/write-beside.js'

/** What names a pane here; within one start of the machine the server's process number does for its socket and its start. */
export type PaneName = Pick<SessionRecord['pane'], 'serverPid' | 'id'>

// No session is called so: an ID begins with a letter or a digit.
const directoryOf = (runtime: string): string => `${runtime}/.panes`
const fileOf = (runtime: string, { serverPid, id }: PaneName): string => `${directoryOf(runtime)}/${serverPid}.${id.replace('%', '')}`

/**
 * Tells the shells in a pane which session captures it: they look here when they start and at each prompt, without starting a process, so that after a rollover
 * CLAUDE_SESSION_ID is the new one. In: the runtime directory; the pane; the session; our user ID. Throws IoError (74), CannotCreateError (73), UnsafeError (77).
 */
export const writePaneFile = (runtime: string, pane: PaneName, id: string, uid: number): void => {
  ownDirectory(runtime, uid)
  ownDirectory(directoryOf(runtime), uid)
  writeBeside(fileOf(runtime, pane), `${id}\n`, uid)
}

/** Which session the file of a pane names, undefined for none. Throws IoError (74). */
export const readPaneFile = (runtime: string, pane: PaneName): string | undefined => {
  const id = (readIfExists(fileOf(runtime, pane)) ?? '').trim()
  return isSessionId(id) ? id : undefined
}

/** The session has ended: its pane has none any more, unless another one has come. Throws IoError (74). */
export const removePaneFile = (runtime: string, pane: PaneName, id: string): void => {
  if (readPaneFile(runtime, pane) === id) removeIfExists(fileOf(runtime, pane))
}
