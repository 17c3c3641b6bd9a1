import { fstatSync, readSync } from 'node:fs'
import { ioError } from './io-error.js'

const pieceBytes = 1 << 16
const newline = 0x0a

/**
 * Where the last lines of an open file begin, read from its end: what is before them costs nothing. A torn last line does not count. In: the file; how many lines. Out: the byte; how
 * many lines are behind it, fewer when the file has no more. Throws IoError (74).
 */
export const tailOffset = ({ file, fd }: { readonly file: string; readonly fd: number }, lines: number): { readonly offset: number; readonly lines: number } => {
  try {
    let found = 0
    const piece = Buffer.allocUnsafe(pieceBytes)
    for (let end = fstatSync(fd).size; end > 0; ) {
      const start = Math.max(0, end - piece.length)
      const read = piece.subarray(0, readSync(fd, piece, 0, end - start, start))
      for (let at = read.lastIndexOf(newline); at >= 0; at = at === 0 ? -1 : read.lastIndexOf(newline, at - 1)) {
        // The newline before the first line that is wanted, which is one more than there are lines.
        if (found === lines) return { offset: start + at + 1, lines }
        found += 1
      }
      end = start
    }
    return { offset: 0, lines: found }
  } catch (error) {
    throw ioError('Reading', file, error)
  }
}
