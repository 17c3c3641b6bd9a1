import { closeSync, constants, openSync } from 'node:fs'
import { errorCode } from './error-code.js'
import { ioError } from './io-error.js'

/** Makes an empty file, private, that stands for something only one may have. In: its path. Out: whether it was made; not when it was there already, by whomever. Throws IoError (74). */
export const createOnce = (file: string): boolean => {
  try {
    closeSync(openSync(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600))
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw ioError('Writing', file, error)
  }
}
