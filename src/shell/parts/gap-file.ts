import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { encodeGap, sameGap, type Gap } from '../../core/capture/gap.js'
import { ioError } from '../files/io-error.js'
import { readIfExists } from '../files/read-if-exists.js'
import { replaceFile } from '../files/replace-file.js'
import { syncDirectory } from '../files/sync-directory.js'
import { writeWhole } from '../files/write-whole.js'

const isGap = (value: unknown): value is Gap =>
  typeof value === 'object' && value !== null && 'why' in value && 'part' in value && 'line' in value

/** The gaps of a session, oldest first. A line that a crash tore is left out. In: gaps.jsonl's path. */
export const readGaps = (file: string): Gap[] =>
  (readIfExists(file) ?? '').split('\n').flatMap(line => {
    try {
      const value: unknown = JSON.parse(line)
      return isGap(value) ? [value] : []
    } catch (error) {
      if (error instanceof SyntaxError) return []
      throw error
    }
  })

/**
 * Writes gaps down, durably, before the lines behind them are written. A tick that was killed after this and runs again finds the same gap
 * at the same place and does not write it twice, but makes it durable: the killed one may not have come to that. In: gaps.jsonl's path; the gaps. Out: those that were new. Throws IoError (74).
 */
export const appendGaps = (file: string, gaps: readonly Gap[]): Gap[] => {
  if (gaps.length === 0) return []
  const known = readGaps(file)
  const fresh = gaps.filter(gap => !known.some(other => sameGap(gap, other)))
  // A torn last line must not swallow the next one: an empty line does no harm.
  const torn = !(readIfExists(file) ?? '\n').endsWith('\n') ? '\n' : ''
  try {
    const fd = openSync(file, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600)
    const { size } = fstatSync(fd)
    try {
      writeWhole(fd, Buffer.from(torn + fresh.map(encodeGap).join('')))
      fsyncSync(fd)
    } catch (error) {
      // What may not be on the disk must not be read back as known: see append-parts.ts.
      ftruncateSync(fd, size)
      throw error
    } finally {
      closeSync(fd)
    }
    syncDirectory(dirname(file))
    return fresh
  } catch (error) {
    throw ioError('Writing', file, error)
  }
}

/** Tells a gap what fills it. In: gaps.jsonl's path; the gap as it is to stand there from now on. A gap that is not there is left so. Throws IoError (74). */
export const fillGap = (file: string, gap: Gap): void => {
  const known = readGaps(file)
  if (!known.some(other => sameGap(gap, other) && other.filled !== gap.filled)) return
  replaceFile(file, known.map(other => encodeGap(sameGap(gap, other) ? { ...other, filled: gap.filled } : other)).join(''))
}
