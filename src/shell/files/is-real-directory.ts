import { lstatSync } from 'node:fs'
import { errorCode } from './error-code.js'
import { ioError } from './io-error.js'

/** Whether `path` is a directory itself, not a link to one. Throws IoError (74) when that cannot be told. */
export const isRealDirectory = (path: string): boolean => {
  try {
    return lstatSync(path).isDirectory()
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return false
    throw ioError('Looking at', path, error)
  }
}
