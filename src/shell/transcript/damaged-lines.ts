/**
 * Lines of a transcript that are no records, kept apart in transcript.damaged, verbatim, one behind the other, each once. They are appended after the
 * copy and before the marker, so a crash leaves lines here that the marker does not know: they are told by their content when the next run meets
 * them in the source again.
 */
import { createHash } from 'node:crypto'
import { closeSync, constants, openSync, readSync } from 'node:fs'
import { appendRanges, type Range } from '../files/append-ranges.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { readLines } from '../files/read-lines.js'
import { sealCopy } from './seal-copy.js'

/** Where damaged lines are kept in a session's directory. */
export const damagedFile = (directory: string): string => `${directory}/transcript.damaged`

const hashRange = (fd: number, { offset, end }: Range): string => {
  const hash = createHash('sha256')
  const chunk = Buffer.allocUnsafe(Math.min(1 << 16, end - offset))
  for (let at = offset; at < end; ) {
    const got = readSync(fd, chunk, 0, Math.min(chunk.length, end - at), at)
    if (got === 0) break
    hash.update(chunk.subarray(0, got))
    at += got
  }
  return hash.digest('base64')
}

/** The file of damaged lines, and which of its lines nobody has counted yet: how often each (by its hash) stands there. */
export interface DamagedLines {
  readonly bytes: number
  readonly uncounted: Map<string, number>
}

const countLines = (file: string, from: number): Map<string, number> => {
  const counts = new Map<string, number>()
  const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    for (const line of readLines(fd, from, 0)) {
      const hash = hashRange(fd, line)
      counts.set(hash, (counts.get(hash) ?? 0) + 1)
    }
  } finally {
    closeSync(fd)
  }
  return counts
}

/** What is kept; `from` is the byte up to which it is counted. A torn last line is cut. In: the session's directory. Throws IoError (74). */
export const readKept = (directory: string, from: number): DamagedLines => {
  const file = damagedFile(directory)
  const bytes = sealCopy(file, from, { judged: false })
  if (bytes <= from) return { bytes, uncounted: new Map() }
  try {
    return { bytes, uncounted: countLines(file, from) }
  } catch (error) {
    throw errorCode(error) === undefined ? error : ioError('Reading', file, error)
  }
}

/**
 * Keeps damaged lines of an open source, durably, but for those that are kept and not counted: they are counted now. Out: what is kept then. Throws IoError (74).
 */
export const keepDamaged = (directory: string, source: number, lines: readonly Range[], kept: DamagedLines): DamagedLines => {
  const uncounted = new Map(kept.uncounted)
  const fresh = lines.filter(line => {
    if (uncounted.size === 0) return true
    const hash = hashRange(source, line)
    const left = uncounted.get(hash) ?? 0
    if (left > 1) uncounted.set(hash, left - 1)
    else uncounted.delete(hash)
    return left === 0
  })
  return { bytes: fresh.length === 0 ? kept.bytes : appendRanges(damagedFile(directory), source, fresh), uncounted }
}
