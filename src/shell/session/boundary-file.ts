import { closeSync, constants, fsyncSync, openSync, statSync } from 'node:fs'
import { decodeSign, encodeSign, type Sign } from '../../core/session/boundary.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { readIfExists } from '../files/read-if-exists.js'
import { replaceFile } from '../files/replace-file.js'
import { writeWhole } from '../files/write-whole.js'

/** The signs of boundaries that a session has seen; the session's own file, one sign a line. */
export const boundaryFile = (directory: string, id: string): string => `${directory}/.boundary.${id}`

/** A session's signs, oldest first; none when it has seen none. Lines that a crash tore are left out. Throws IoError (74). */
export const readBoundaryFile = (directory: string, id: string): Sign[] =>
  (readIfExists(boundaryFile(directory, id)) ?? '').split('\n').flatMap(line => (line === '' ? [] : (decodeSign(line) ?? [])))

/**
 * Notes one sign, durably. Hooks do this without the session's lock: one short write at the end of the file, which the kernel does not mix with
 * another's. A line that a crash tore is closed off by the newline in front. Throws IoError (74).
 */
export const noteSign = (directory: string, id: string, sign: Sign): void => {
  const file = boundaryFile(directory, id)
  try {
    const fd = openSync(file, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600)
    try {
      writeWhole(fd, Buffer.from(`\n${encodeSign(sign)}`))
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    throw ioError('Writing', file, error)
  }
}

/** Writes the signs that a session begins with, atomically and durably. Throws IoError (74). */
export const writeBoundaryFile = (directory: string, id: string, signs: readonly Sign[]): void =>
  replaceFile(boundaryFile(directory, id), signs.map(encodeSign).join(''))

/** When a sign was noted last, Unix ms; 0 when none was. Throws IoError (74). */
export const boundaryNotedMs = (directory: string, id: string): number => {
  try {
    return statSync(boundaryFile(directory, id)).mtimeMs
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0
    throw ioError('Looking at', boundaryFile(directory, id), error)
  }
}
