import { lstatSync, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { CannotCreateError, DataError } from '../../errors.js'
import { errorCode } from './error-code.js'
import { ioError } from './io-error.js'
import { replaceFile } from './replace-file.js'

/** A text file that belongs to somebody else. */
export interface ForeignFile {
  /** Where it really is: the end of the symbolic links. */
  readonly target: string
  readonly text: string
  /** Permission bits. */
  readonly mode: number
}

/**
 * Reads such a file. undefined: nothing stands there. Throws DataError (65) for what cannot be edited and put back: a link to nothing, no regular file
 * (/dev/null is a way to have none), bytes that are no UTF-8; IoError (74) when it cannot be read.
 */
export const readForeignFile = (file: string): ForeignFile | undefined => {
  try {
    if (!lstatSync(file).isSymbolicLink() && !statSync(file).isFile()) throw new DataError('not a regular file')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error instanceof DataError ? error : ioError('Reading', file, error)
  }
  try {
    const target = realpathSync(file)
    const found = statSync(target)
    if (!found.isFile()) throw new DataError('a link to something that is not a regular file')
    const bytes = readFileSync(target)
    const text = bytes.toString('utf8')
    if (!Buffer.from(text).equals(bytes)) throw new DataError('not UTF-8')
    return { target, text, mode: found.mode & 0o7777 }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw new DataError('a link to a file that is not there')
    throw error instanceof DataError ? error : ioError('Reading', file, error)
  }
}

/** Replaces such a file at its target, in one rename, with its mode; makes it (0600, its directory 0700) where nothing was. Throws IoError (74), CannotCreateError (73). */
export const writeForeignFile = (file: string, text: string, found: ForeignFile | undefined): void => {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new CannotCreateError(`making ${dirname(file)} failed: ${errorCode(error) ?? String(error)}`, undefined, { cause: error })
  }
  replaceFile(found?.target ?? file, text, { mode: found?.mode ?? 0o600, suffix: '.claude-session-new' })
}
