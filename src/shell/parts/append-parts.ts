/**
 * New lines behind the parts. Each part is opened for appending only, written, and made durable before the next one is begun; a new part's
 * name is made durable too. A crash in the middle leaves whole lines and perhaps one torn line, which the next tick cuts. When a write fails
 * (full disk), what it wrote is cut off again, so that the part still ends with a whole line. So it is when fsync fails: the kernel then holds pages for
 * clean that never reached the disk, so a later fsync would say yes to lines that are not there. The next tick writes them anew.
 */
import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, openSync } from 'node:fs'
import { partName } from '../../core/session/part-name.js'
import type { PartAppend } from '../../core/session/split-parts.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { syncDirectory } from '../files/sync-directory.js'
import { writeWhole } from '../files/write-whole.js'

// So many lines are joined at a time: a first tick on a full history must not need the memory twice.
const linesAtOnce = 8_192

const openPart = (file: string): { fd: number; created: boolean } => {
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_NOFOLLOW | constants.O_NONBLOCK
  try {
    return { fd: openSync(file, flags), created: false }
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
    return { fd: openSync(file, flags | constants.O_CREAT | constants.O_EXCL, 0o600), created: true }
  }
}

const writeLines = (fd: number, lines: readonly string[]): void => {
  for (let index = 0; index < lines.length; index += linesAtOnce) {
    writeWhole(fd, Buffer.from(`${lines.slice(index, index + linesAtOnce).join('\n')}\n`))
  }
}

const appendPart = (directory: string, file: string, lines: readonly string[]): number => {
  const { fd, created } = openPart(file)
  try {
    const { size } = fstatSync(fd)
    try {
      writeLines(fd, lines)
      fsyncSync(fd)
    } catch (error) {
      ftruncateSync(fd, size)
      throw error
    }
    if (created) syncDirectory(directory)
    return fstatSync(fd).size
  } finally {
    closeSync(fd)
  }
}

/** Appends in order, each durable when this returns. Out: the byte size of each part. Throws IoError (74); whole lines stand then. */
export const appendParts = (directory: string, number: number, appends: readonly PartAppend[]): Map<number, number> => {
  const sizes = new Map<number, number>()
  for (const { part, lines } of appends) {
    const file = `${directory}/${partName(number, part)}`
    try {
      sizes.set(part, appendPart(directory, file, lines))
    } catch (error) {
      throw ioError('Appending to', file, error)
    }
  }
  return sizes
}
