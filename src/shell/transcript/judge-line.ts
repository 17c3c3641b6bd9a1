import { readSync } from 'node:fs'
import { parseRecord } from '../../core/transcript/parse-record.js'
import type { TranscriptRecord } from '../../core/transcript/transcript-record.js'
import type { Line } from '../files/read-lines.js'

/** What a line of a transcript is. */
export interface Judged {
  readonly kind: 'record' | 'blank' | 'damaged'
  /** Of a record of at most `longestParsed` bytes. */
  readonly record: TranscriptRecord | undefined
}

/** Longer lines are not parsed: their text, its parse and they themselves would be in memory at once. */
export const longestParsed = 4 << 20

const blank: Judged = { kind: 'blank', record: undefined }
const damaged: Judged = { kind: 'damaged', record: undefined }
const whole: Judged = { kind: 'record', record: undefined }

/** From `{` to `}` without a control character, of which JSON allows three, and Claude Code writes none. */
const looksWhole = (fd: number, from: number, to: number): boolean => {
  const chunk = Buffer.allocUnsafe(1 << 16)
  let last = 0
  for (let at = from; at < to; ) {
    const read = chunk.subarray(0, readSync(fd, chunk, 0, Math.min(chunk.length, to - at), at))
    if (read.length === 0 || (at === from && read[0] !== 0x7b)) return false
    if (read.some(byte => byte < 0x20 && byte !== 0x09 && byte !== 0x0d)) return false
    last = read.at(-1) ?? 0
    at += read.length
  }
  return last === 0x7d
}

/**
 * What a line is: a JSON object, nothing at all, or damaged (torn in the middle, NUL bytes, no object). One beyond 4 MB is taken for a record when it looks
 * like one from outside. In: the descriptor that the line was read from; the line. Throws the errno of the call that failed.
 */
export const judgeLine = (fd: number, { offset, end, bytes }: Line): Judged => {
  if (bytes === undefined) return looksWhole(fd, offset, end - 1) ? whole : damaged
  if (bytes.length === 0) return blank
  // Most damage is told by the first byte, before anything is decoded.
  const record = bytes[0] === 0 ? undefined : parseRecord(bytes.toString('utf8'))
  return record === undefined ? damaged : { kind: 'record', record }
}
