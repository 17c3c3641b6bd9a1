import { closeSync, constants, openSync, readSync } from 'node:fs'
import { errorCode } from './error-code.js'
import { ioError } from './io-error.js'

/** Bytes `from` (inclusive) to `to` (exclusive, default: the end) of a file, fewer when it is shorter; undefined when there is no file. */
export const readBytes = (file: string, from: number, to = Infinity): Buffer | undefined => {
  try {
    const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const pieces: Buffer[] = []
      for (let at = from; at < to; ) {
        const piece = Buffer.allocUnsafe(Math.min(1 << 20, to - at))
        const got = readSync(fd, piece, 0, piece.length, at)
        if (got === 0) break
        pieces.push(piece.subarray(0, got))
        at += got
      }
      return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces)
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw ioError('Reading', file, error)
  }
}
