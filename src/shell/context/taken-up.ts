import { createOnce } from '../files/create-once.js'
import { ownDirectory } from '../files/own-directory.js'
import { handoffFiles } from './handoff-files.js'

/**
 * Takes a project's hand-off up, once: of several that ask, one is told yes. In: the `projects` directory; the project's slug; the session that left it; our user ID. Out:
 * whether it was still to be had. A crash right after leaves it taken up by nobody: then it is still there to be read. Throws IoError (74), CannotCreateError (73), UnsafeError (77).
 */
export const takenUp = (projects: string, slug: string, from: string, uid: number): boolean => {
  const { directory } = handoffFiles(projects, slug)
  ownDirectory(directory, uid)
  return createOnce(`${directory}/.taken_up.${from}`)
}
