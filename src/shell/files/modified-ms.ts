import { lstatSync } from 'node:fs'
import { errorCode } from './error-code.js'
import { ioError } from './io-error.js'

/** When a regular file was last written, Unix milliseconds; undefined when there is none, or none that we may look at. A link is none. */
export const modifiedMs = (path: string): number | undefined => {
  try {
    const stat = lstatSync(path)
    return stat.isFile() ? stat.mtimeMs : undefined
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'ENAMETOOLONG', 'ELOOP'].includes(errorCode(error) ?? '')) return undefined
    throw ioError('Looking at', path, error)
  }
}
