import { renameSync } from 'node:fs'
import { errorCode } from './error-code.js'
import { ioError } from './io-error.js'

/** Renames a file; that there is none (any more) is fine. Not made durable: done again it is the same. Throws IoError (74). */
export const renameIfExists = (from: string, to: string): void => {
  try {
    renameSync(from, to)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw ioError(`Renaming ${from} to`, to, error)
  }
}
