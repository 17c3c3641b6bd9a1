import { ownDirectory } from './own-directory.js'
import { replaceFile } from './replace-file.js'

/**
 * Tells the shells of a session that rolled over which one it goes on as: a shell that was given the old ID looks here at its prompt, without
 * starting a process. In: the runtime directory; the old ID; the new one; our user ID. Throws IoError (74), CannotCreateError (73), UnsafeError (77).
 */
export const writeSuccessor = (runtime: string, old: string, next: string, uid: number): void => {
  ownDirectory(runtime, uid)
  ownDirectory(`${runtime}/${old}`, uid)
  replaceFile(`${runtime}/${old}/next_session_id`, `${next}\n`, { durable: false })
}
