import { readdirSync } from 'node:fs'
import { errorCode } from './error-code.js'
import { ioError } from './io-error.js'

/** The names in a directory, [] when there is none (ESRCH: that of a process which has just ended). Throws IoError (74) when it cannot be listed. */
export const listNames = (directory: string): string[] => {
  try {
    return readdirSync(directory)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ESRCH'].includes(errorCode(error) ?? '')) return []
    throw ioError('Listing', directory, error)
  }
}
