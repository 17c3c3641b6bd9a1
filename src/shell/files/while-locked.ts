import { lockDirectory } from './lock-directory.js'

/** Whoever writes a few small files takes milliseconds; on a machine that stands still, so long, in seconds, the others wait. */
const lockWaitSeconds = 30

/** Writes, one after the other, what several processes may want to write in one directory at once. In: the directory, which is there; what to do. Out: what that gives. Throws as that and as `lockDirectory` does. */
export const whileLocked = <T>(directory: string, what: () => T): T => {
  const lock = lockDirectory(directory, lockWaitSeconds)
  try {
    return what()
  } finally {
    lock?.release()
  }
}
