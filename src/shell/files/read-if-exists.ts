import { readFileSync } from 'node:fs'
import { errorCode } from './error-code.js'
import { ioError } from './io-error.js'

/** The text of a file (UTF-8), or undefined when there is none. Only ENOENT means "none": any other failure is thrown as IoError (74). */
export const readIfExists = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw ioError('Reading', file, error)
  }
}
