import { readSync } from 'node:fs'
import { ioError } from './io-error.js'

const pieceBytes = 1 << 17
const newline = 0x0a

/**
 * An open file in pieces that end where a line does, 128 KB in memory at a time, or the longest line. A torn last line is left out: somebody is just writing it. In: the file; the byte
 * at which a line begins. Throws IoError (74).
 */
export function* readWholeLines({ file, fd }: { readonly file: string; readonly fd: number }, from = 0): Generator<Buffer, void> {
  let held: Buffer[] = []
  for (let at = from; ; ) {
    const piece = Buffer.allocUnsafe(pieceBytes)
    let got: number
    try {
      got = readSync(fd, piece, 0, piece.length, at)
    } catch (error) {
      throw ioError('Reading', file, error)
    }
    if (got === 0) return
    at += got
    const read = piece.subarray(0, got)
    const end = read.lastIndexOf(newline) + 1
    if (end > 0) {
      yield held.length === 0 ? read.subarray(0, end) : Buffer.concat([...held, read.subarray(0, end)])
      held = []
    }
    if (end < got) held.push(read.subarray(end))
  }
}
