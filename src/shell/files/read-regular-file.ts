import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { errorCode } from './error-code.js'
import { ioError } from './io-error.js'

/** Missing, a link, a socket, or somebody else's. */
const notForUs = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'EACCES', 'EPERM', 'ENAMETOOLONG', 'ESRCH'])

/** What of a file was asked for. */
export interface RegularFile {
  /** From the beginning. */
  readonly head: Buffer
  /** From the end, without what `head` holds. */
  readonly tail: Buffer
  readonly size: number
}

/**
 * The beginning and the end of a file that another program writes. In: its path; at most so many bytes of either. Out: undefined when there is no
 * regular file that we may read: links are not followed, a FIFO does not block. Throws IoError (74) when reading fails otherwise.
 */
export const readRegularFile = (path: string, most: { head: number; tail?: number }): RegularFile | undefined => {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY | constants.O_NOFOLLOW)
    try {
      const stat = fstatSync(file)
      if (!stat.isFile()) return undefined
      const head = readAt(file, 0, most.head)
      const from = Math.max(head.length, stat.size - (most.tail ?? 0))
      return { head, tail: readAt(file, from, Math.max(0, stat.size - from)), size: stat.size }
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (notForUs.has(errorCode(error) ?? '')) return undefined
    throw ioError('Reading', path, error)
  }
}

/** Reads on until the end or `most`, whatever fstat said: files in /proc have no size, others grow. */
const readAt = (file: number, from: number, most: number): Buffer => {
  const buffer = Buffer.alloc(most)
  let length = 0
  while (length < most) {
    const got = readSync(file, buffer, length, most - length, from + length)
    if (got === 0) break
    length += got
  }
  return buffer.subarray(0, length)
}
