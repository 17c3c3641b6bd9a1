import { beginsWithClear } from './begins-with-clear.js'
import { parseRecord } from './parse-record.js'
import type { TranscriptRecord } from './transcript-record.js'

/** Where a transcript comes from, by its own records. */
export interface TranscriptOrigin {
  /** The directory it belongs to: where it began, or where Claude Code moved it to since. '' when no record tells. */
  readonly directory: string
  /** The time of its first record that has one, Unix milliseconds; undefined when none of the beginning has. */
  readonly bornMs: number | undefined
  /** Begun by `/clear`. */
  readonly cleared: boolean
  /** Written by `claude -p` or the SDK: never what a pane shows. */
  readonly printed: boolean
}

const relocation = ({ type, raw }: TranscriptRecord): string => (type === 'relocated' && typeof raw.relocatedCwd === 'string' ? raw.relocatedCwd : '')

/**
 * The beginning and the end of a transcript to its origin. In: the first some 64 KB and the last few, cut anywhere ('' for an end that the
 * beginning holds already); a torn line counts as none. A later `cwd` does not move a transcript: Claude follows `cd`, its file stays.
 */
export const transcriptOrigin = (head: string, tail: string): TranscriptOrigin => {
  const read = (text: string): TranscriptRecord[] => text.split('\n').flatMap(line => parseRecord(line) ?? [])
  const begin = read(head)
  const records = [...begin, ...read(tail)]
  const moved = records.map(relocation).filter(directory => directory !== '').at(-1)
  const first = records.find(({ cwd, sidechain }) => cwd !== '' && !sidechain)?.cwd
  const timestamp = begin.find(record => record.timestamp !== '')?.timestamp
  const entrypoint = records.find(({ raw }) => typeof raw.entrypoint === 'string')?.raw.entrypoint
  return {
    directory: moved ?? first ?? '',
    bornMs: timestamp === undefined ? undefined : Date.parse(timestamp),
    cleared: beginsWithClear(begin.slice(0, 20)),
    printed: typeof entrypoint === 'string' && entrypoint.startsWith('sdk'),
  }
}
