import { closeSync, readSync } from 'node:fs'
import { countNewlines } from '../../core/text/count-newlines.js'
import { ioError } from './io-error.js'
import { openRegular } from './open-regular.js'

/** What a file holds, as far as it was read. */
export interface CountedLines {
  readonly lines: number
  readonly bytes: number
  /** Whether the last byte is the end of a line; true for an empty file. */
  readonly whole: boolean
}

/** Counts the lines of a file, 1 MB in memory at a time. In: the file; how many of its first bytes. Out: undefined when there is none. Throws IoError (74); a link is not followed. */
export const countLines = (file: string, most = Infinity): CountedLines | undefined => {
  const opened = openRegular(file)
  if (opened === undefined) return undefined
  try {
    const piece = Buffer.allocUnsafe(1 << 20)
    let [lines, bytes, last] = [0, 0, 0x0a]
    while (bytes < most) {
      const got = readSync(opened.fd, piece, 0, Math.min(piece.length, most - bytes), bytes)
      if (got === 0) break
      const read = piece.subarray(0, got)
      lines += countNewlines(read)
      last = read[got - 1] ?? last
      bytes += got
    }
    return { lines, bytes, whole: last === 0x0a }
  } catch (error) {
    throw ioError('Reading', file, error)
  } finally {
    closeSync(opened.fd)
  }
}
