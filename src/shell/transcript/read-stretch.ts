import type { TranscriptRecord } from '../../core/transcript/transcript-record.js'
import type { Range } from '../files/append-ranges.js'
import { readLines } from '../files/read-lines.js'
import { judgeLine, longestParsed } from './judge-line.js'

/** The next lines of a transcript, sorted: what is to be copied, what is to be kept apart. */
export interface Stretch {
  /** Records, as ranges of the source: neighbours are one range. */
  readonly sound: readonly Range[]
  readonly lines: number
  /** One range a damaged line. */
  readonly damaged: readonly Range[]
  /** The end of the last line that was looked at. */
  readonly end: number
  /** Whether there may be more behind it. */
  readonly more: boolean
  readonly stopped: { readonly offset: number; readonly record: TranscriptRecord } | undefined
}

// What is read between two commits of the marker: a full disk in the middle of a large transcript must not cost more than this.
const stretchBytes = 8 << 20

/**
 * Reads on from byte `from` of an open transcript, at most 8 MB and the line that crosses them. In: whether to stop before a record, asked for those that
 * name `compact_boundary`. Throws the errno of the call that failed.
 */
export const readStretch = (fd: number, from: number, stopBefore: (record: TranscriptRecord, offset: number) => boolean): Stretch => {
  const sound: { offset: number; end: number }[] = []
  const damaged: Range[] = []
  let [end, lines] = [from, 0]
  for (const line of readLines(fd, from, longestParsed)) {
    const { kind, record } = judgeLine(fd, line)
    if (record !== undefined && line.bytes?.includes('compact_boundary') === true && stopBefore(record, line.offset)) {
      return { sound, lines, damaged, end, more: false, stopped: { offset: line.offset, record } }
    }
    end = line.end
    if (kind === 'damaged') damaged.push({ offset: line.offset, end })
    if (kind === 'record') {
      lines += 1
      const last = sound.at(-1)
      if (last?.end === line.offset) last.end = end
      else sound.push({ offset: line.offset, end })
    }
    if (end - from >= stretchBytes) return { sound, lines, damaged, end, more: true, stopped: undefined }
  }
  return { sound, lines, damaged, end, more: false, stopped: undefined }
}
