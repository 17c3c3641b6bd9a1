import { realpathSync } from 'node:fs'
import { errorCode } from './error-code.js'
import { ioError } from './io-error.js'

/** A path without links in it, or undefined when nothing is there (any more) or it cannot be reached. Throws IoError (74) otherwise. */
export const realPath = (path: string): string | undefined => {
  try {
    return realpathSync(path)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES'].includes(errorCode(error) ?? '')) return undefined
    throw ioError('Following', path, error)
  }
}
