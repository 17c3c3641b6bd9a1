import { unlinkSync } from 'node:fs'
import { errorCode } from './error-code.js'
import { ioError } from './io-error.js'

/** Removes a file; that there is none is fine. Throws IoError (74). */
export const removeIfExists = (file: string): void => {
  try {
    unlinkSync(file)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw ioError('Removing', file, error)
  }
}
