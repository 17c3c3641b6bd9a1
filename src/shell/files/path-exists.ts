import { lstatSync } from 'node:fs'
import { errorCode } from './error-code.js'
import { ioError } from './io-error.js'

/** Whether something stands at `path`, be it a dangling link. Throws IoError (74) when that cannot be told. */
export const pathExists = (path: string): boolean => {
  try {
    lstatSync(path)
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw ioError('Looking at', path, error)
  }
}
