import { closeSync, constants, fsyncSync, futimesSync, lstatSync, openSync, readSync, renameSync, type BigIntStats } from 'node:fs'
import { dirname } from 'node:path'
import { errorCode } from '../files/error-code.js'
import { removeIfExists } from '../files/remove-if-exists.js'
import { syncDirectory } from '../files/sync-directory.js'
import { writeWhole } from '../files/write-whole.js'

const isSame = (target: string, { size, mtimeMs }: BigIntStats): boolean => {
  try {
    const copied = lstatSync(target, { bigint: true })
    return copied.isFile() && copied.size === size && copied.mtimeMs === mtimeMs
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}

const copyBytes = (source: number, target: number): number => {
  const chunk = Buffer.allocUnsafe(1 << 18)
  let at = 0
  for (let got = readSync(source, chunk, 0, chunk.length, at); got > 0; got = readSync(source, chunk, 0, chunk.length, at)) {
    writeWhole(target, chunk.subarray(0, got))
    at += got
  }
  return at
}

/**
 * Copies the open file `source` over `target` (0600), by writing it beside as `.copy.new` and renaming: a crash leaves the old copy whole. The copy gets the source's time of
 * change, and one that has it and the size is not made again. Out: the bytes copied; undefined when there was nothing to do. Throws IoError (74) or the errno of the call that failed.
 */
export const copyWholeFile = (source: number, stat: BigIntStats, target: string): number | undefined => {
  if (isSame(target, stat)) return undefined
  const fresh = `${dirname(target)}/.copy.new`
  removeIfExists(fresh)
  const fd = openSync(fresh, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600)
  let bytes: number
  try {
    bytes = copyBytes(source, fd)
    // In the middle of the millisecond: as a fraction of seconds its start may be rounded into the one before.
    const changed = (Number(stat.mtimeMs) + 0.5) / 1_000
    futimesSync(fd, changed, changed)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(fresh, target)
  syncDirectory(dirname(target))
  return bytes
}
