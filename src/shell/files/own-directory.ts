import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { CannotCreateError, UnsafeError } from '../../errors.js'
import { errorCode } from './error-code.js'

/**
 * Makes a directory of ours, 0700 whatever the umask, with all parents it lacks. One that exists must be a real directory of ours: one that
 * others can write to could have been filled by them, and is refused; one that others can only read is closed. In: an absolute path;
 * our user ID. Throws CannotCreateError (73) and UnsafeError (77).
 */
export const ownDirectory = (directory: string, uid: number): void => {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    const found = lstatSync(directory)
    if (!found.isDirectory()) throw new UnsafeError(`${directory} is not a directory`, 'Move it away, or set CLAUDE_SESSION_HOME to another place')
    if (found.uid !== uid) throw new UnsafeError(`${directory} belongs to user ${found.uid}, not to you (${uid})`, 'Set CLAUDE_SESSION_HOME to a directory of your own')
    if ((found.mode & 0o022) !== 0) {
      throw new UnsafeError(`others can write to ${directory}`, `Look at what is in it, then: chmod 700 '${directory}'`)
    }
    if ((found.mode & 0o077) !== 0) chmodSync(directory, 0o700)
  } catch (error) {
    if (error instanceof UnsafeError) throw error
    const hint = errorCode(error) === 'EROFS' || errorCode(error) === 'EACCES' ? 'Set CLAUDE_SESSION_HOME to a directory you can write to' : undefined
    throw new CannotCreateError(`making ${directory} failed: ${errorCode(error) ?? String(error)}`, hint, { cause: error })
  }
}
