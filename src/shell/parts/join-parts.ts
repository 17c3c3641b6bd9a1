import { closeSync, constants, fsyncSync, openSync, readSync, renameSync } from 'node:fs'
import { joinedName } from '../../core/session/joined-name.js'
import { partName } from '../../core/session/part-name.js'
import { countNewlines } from '../../core/text/count-newlines.js'
import { ioError } from '../files/io-error.js'
import { removeIfExists } from '../files/remove-if-exists.js'
import { syncDirectory } from '../files/sync-directory.js'
import { writeWhole } from '../files/write-whole.js'
import { partNumbers } from './part-numbers.js'

const copyInto = (fd: number, file: string): number => {
  const source = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const piece = Buffer.allocUnsafe(1 << 20)
    let lines = 0
    for (let got = readSync(source, piece); got > 0; got = readSync(source, piece)) {
      const read = piece.subarray(0, got)
      writeWhole(fd, read)
      lines += countNewlines(read)
    }
    return lines
  } finally {
    closeSync(source)
  }
}

/**
 * All parts of session number `number` one behind the other in one file, which appears whole or not at all; the parts stay as they are.
 * In: the session's directory; the day it ended, `YYYYMMDD`. Out: the file's name. Doing it twice makes the same file. Throws IoError (74).
 */
export const joinParts = (directory: string, number: number, day: string): string => {
  const fresh = `${directory}/.joined.new`
  try {
    removeIfExists(fresh)
    const fd = openSync(fresh, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600)
    let lines = 0
    try {
      for (const part of partNumbers(directory, number)) lines += copyInto(fd, `${directory}/${partName(number, part)}`)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    const name = joinedName(day, lines)
    renameSync(fresh, `${directory}/${name}`)
    syncDirectory(directory)
    return name
  } catch (error) {
    throw ioError('Joining the parts in', directory, error)
  }
}
