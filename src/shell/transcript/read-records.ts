import { closeSync } from 'node:fs'
import { parseRecord } from '../../core/transcript/parse-record.js'
import type { TranscriptRecord } from '../../core/transcript/transcript-record.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { openRegular } from '../files/open-regular.js'
import { readLines, type Line } from '../files/read-lines.js'

/** One line of a transcript and what it says. */
export interface RecordLine {
  /** Where the line begins, and where the next one does, in bytes. */
  readonly offset: number
  readonly end: number
  /** Without its newline; '' when it is longer than 32 MB. */
  readonly line: string
  /** Undefined when the line is no record (or longer than 32 MB). */
  readonly record: TranscriptRecord | undefined
}

const longest = 32 << 20

const toRecord = ({ offset, end, bytes }: Line): RecordLine => {
  const line = bytes?.toString('utf8') ?? ''
  return { offset, end, line, record: parseRecord(line) }
}

/**
 * The records of a JSONL file, in order, 64 KB in memory at a time and beyond that one line. In: the file; the offset of a line's start; `only`: a text without which
 * a line is passed over unread, so that looking for a rare kind of record costs no more than reading the bytes. Out: every whole line (with `only`: those
 * that hold it); a torn last line is not one. No file: no records. Throws IoError (74).
 */
export const readRecords = function* (file: string, from = 0, { only }: { readonly only?: string } = {}): Generator<RecordLine, void> {
  const opened = openRegular(file)
  if (opened === undefined) return
  const needle = Buffer.from(only ?? '')
  try {
    for (const line of readLines(opened.fd, from, longest)) {
      if (only === undefined || line.bytes?.includes(needle) === true) yield toRecord(line)
    }
  } catch (error) {
    throw errorCode(error) === undefined ? error : ioError('Reading', file, error)
  } finally {
    closeSync(opened.fd)
  }
}
