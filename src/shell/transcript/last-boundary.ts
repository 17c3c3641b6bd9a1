import { closeSync } from 'node:fs'
import { parseRecord } from '../../core/transcript/parse-record.js'
import type { TranscriptRecord } from '../../core/transcript/transcript-record.js'
import { openRegular } from '../files/open-regular.js'
import { readBytes } from '../files/read-bytes.js'

/** A boundary is followed by its summary and what Claude restored at once; more than this has never been seen behind it when the hook is called. */
const reach = 1_048_576

/**
 * The newest `compact_boundary` of the main conversation in the last megabyte of a transcript. In: Claude's file. Out: the record; undefined when there is no
 * file or no boundary so near its end. Throws IoError (74).
 */
export const lastBoundary = (file: string): TranscriptRecord | undefined => {
  const opened = openRegular(file)
  if (opened === undefined) return undefined
  closeSync(opened.fd)
  const text = readBytes(file, Math.max(0, Number(opened.stat.size) - reach))?.toString('latin1') ?? ''
  for (let at = text.lastIndexOf('compact_boundary'); at >= 0; ) {
    const [start, end] = [text.lastIndexOf('\n', at) + 1, text.indexOf('\n', at)]
    const record = parseRecord(Buffer.from(text.slice(start, end < 0 ? undefined : end), 'latin1').toString('utf8'))
    if (record?.compaction !== undefined && !record.sidechain) return record
    // A line that names it often (somebody's text) is read once: a hook waits for this.
    at = start === 0 ? -1 : text.lastIndexOf('compact_boundary', start - 1)
  }
  return undefined
}
