/**
 * Pieces of one file behind another, durable when this returns. When a write or the fsync fails, what was written is cut off again, for the reasons that
 * append-parts.ts gives; a crash in the middle leaves whole lines and perhaps a torn one, which the next run compares with the source.
 */
import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, openSync, readSync } from 'node:fs'
import { dirname } from 'node:path'
import { IoError } from '../../errors.js'
import { ioError } from './io-error.js'
import { syncDirectory } from './sync-directory.js'
import { writeWhole } from './write-whole.js'

/** Bytes `offset` to `end` (exclusive) of a file. */
export interface Range {
  readonly offset: number
  readonly end: number
}

const chunkBytes = 1 << 18

const copyRange = (source: number, target: number, { offset, end }: Range): void => {
  const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, end - offset))
  for (let at = offset; at < end; ) {
    const got = readSync(source, chunk, 0, Math.min(chunk.length, end - at), at)
    if (got === 0) throw new IoError('a transcript became shorter while it was being copied', 'The next tick looks at it anew')
    writeWhole(target, chunk.subarray(0, got))
    at += got
  }
}

/** Appends ranges of the open file `source` to the file `target`, which is made (0600) when it is missing. Out: its size. Throws IoError (74). */
export const appendRanges = (target: string, source: number, ranges: readonly Range[]): number => {
  try {
    const fd = openSync(target, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600)
    try {
      const { size } = fstatSync(fd)
      try {
        for (const range of ranges) copyRange(source, fd, range)
        fsyncSync(fd)
      } catch (error) {
        ftruncateSync(fd, size)
        throw error
      }
      // Also for a file that a killed run made and did not come to name durably.
      if (size === 0) syncDirectory(dirname(target))
      return fstatSync(fd).size
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    throw error instanceof IoError ? error : ioError('Appending to', target, error)
  }
}
