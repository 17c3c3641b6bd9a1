import { readSync } from 'node:fs'
import type { Range } from '../files/append-ranges.js'
import { readLines } from '../files/read-lines.js'
import { judgeLine, longestParsed } from './judge-line.js'

/** How far a source was found to say the same as a copy. */
export interface Followed {
  /** The end, in the source, of the line that is the copy's last. */
  readonly offset: number
  readonly lines: number
  /** The damaged lines that were passed on the way: they are not in the copy. */
  readonly damaged: readonly Range[]
}

/** Whether two open files hold the same `length` bytes at these places. Throws the errno of the call that failed. */
export const sameBytes = (fd: number, at: number, otherFd: number, otherAt: number, length: number): boolean => {
  const size = Math.min(1 << 16, length)
  const [one, other] = [Buffer.allocUnsafe(size), Buffer.allocUnsafe(size)]
  for (let done = 0; done < length; ) {
    const want = Math.min(size, length - done)
    const got = readSync(fd, one, 0, want, at + done)
    const otherGot = readSync(otherFd, other, 0, want, otherAt + done)
    if (got === 0 || got !== otherGot || one.compare(other, 0, got, 0, got) !== 0) return false
    done += got
  }
  return true
}

/**
 * Walks a copy and a source in lockstep. In: the copy, and the bytes of it to account for (whole lines); the source, and where in it they should begin.
 * Out: where they end there; undefined when the source does not hold these lines, one behind the other with nothing but damaged and
 * empty lines between. Throws the errno of the call that failed.
 */
export const followCopy = (copy: number, { offset: from, end: to }: Range, source: number, sourceFrom: number): Followed | undefined => {
  const damaged: Range[] = []
  let [at, offset, lines] = [from, sourceFrom, 0]
  for (const line of readLines(source, sourceFrom, longestParsed)) {
    const length = line.end - line.offset
    if (at + length <= to && sameBytes(copy, at, source, line.offset, length)) {
      at += length
      offset = line.end
      lines += 1
      if (at === to) return { offset, lines, damaged }
    } else {
      const { kind } = judgeLine(source, line)
      if (kind === 'record') return undefined
      if (kind === 'damaged') damaged.push({ offset: line.offset, end: line.end })
    }
  }
  return undefined
}
