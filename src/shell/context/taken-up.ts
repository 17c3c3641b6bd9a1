import { closeSync, constants, openSync } from 'node:fs'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { ownDirectory } from '../files/own-directory.js'
import { handoffFiles } from './handoff-files.js'

/**
 * Takes a project's hand-off up, once: of several that ask, one is told yes. In: the `projects` directory; the project's slug; the session that left it; our user ID. Out:
 * whether it was still to be had. A crash right after leaves it taken up by nobody: then it is still there to be read. Throws IoError (74), CannotCreateError (73), UnsafeError (77).
 */
export const takenUp = (projects: string, slug: string, from: string, uid: number): boolean => {
  const { directory } = handoffFiles(projects, slug)
  const file = `${directory}/.taken_up.${from}`
  ownDirectory(directory, uid)
  try {
    closeSync(openSync(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600))
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw ioError('Writing', file, error)
  }
}
