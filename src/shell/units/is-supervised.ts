import { BusyError } from '../../errors.js'
import { lockDirectory } from '../files/lock-directory.js'
import { pathExists } from '../files/path-exists.js'

/** Whether an embedded supervisor runs a session: it holds this lock as long as it lives, and follows its session by itself. In: the runtime directory; the session's ID. Throws as `lockDirectory` does. */
export const isSupervised = (runtime: string, id: string): boolean => {
  const post = `${runtime}/${id}`
  if (!pathExists(post)) return false
  try {
    lockDirectory(post, 0, { shared: true })?.release()
    return false
  } catch (error) {
    if (error instanceof BusyError) return true
    throw error
  }
}
