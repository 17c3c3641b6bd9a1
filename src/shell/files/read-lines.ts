import { readSync } from 'node:fs'
import { readRange } from './read-range.js'

/** One whole line of a file: where it begins, where the next one does, and its bytes without the newline. */
export interface Line {
  readonly offset: number
  readonly end: number
  /** Good until the next line is asked for. Undefined when the line is longer than was asked for. */
  readonly bytes: Buffer | undefined
}

const chunkBytes = 1 << 16
const newline = 0x0a

/** The place of the first newline at or behind `from`; -1 when there is none. */
const findNewline = (fd: number, from: number): number => {
  const chunk = Buffer.allocUnsafe(chunkBytes)
  for (let at = from; ; ) {
    const got = readSync(fd, chunk, 0, chunk.length, at)
    if (got === 0) return -1
    const found = chunk.subarray(0, got).indexOf(newline)
    if (found >= 0) return at + found
    at += got
  }
}

/**
 * The whole lines of an open file, from a byte offset on, 64 KB in memory at a time and beyond that one line. A torn last line is not a line. In: the
 * descriptor; the offset of a line's start; the longest line, in bytes, that is read into memory. Throws the errno of the call that failed.
 */
export function* readLines(fd: number, from: number, longest: number): Generator<Line, void> {
  const chunk = Buffer.allocUnsafe(chunkBytes)
  for (let start = from; ; ) {
    const read = chunk.subarray(0, readSync(fd, chunk, 0, chunk.length, start))
    let done = 0
    for (let at = read.indexOf(newline); at >= 0; at = read.indexOf(newline, done)) {
      const bytes = read.subarray(done, at)
      yield { offset: start + done, end: start + at + 1, bytes: bytes.length > longest ? undefined : bytes }
      done = at + 1
    }
    if (done === 0) {
      const at = read.length === 0 ? -1 : findNewline(fd, start + read.length)
      if (at < 0) return
      const long = at - start > longest
      const bytes = long ? undefined : readRange(fd, start, at)
      if (bytes === undefined && !long) return
      yield { offset: start, end: at + 1, bytes }
      done = at + 1 - start
    }
    start += done
  }
}
