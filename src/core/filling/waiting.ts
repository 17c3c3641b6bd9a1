/**
 * A record whose text stood on the screen at the last look and in no part yet: it may be captured from there, or be wiped. `file` is the copy of the transcript it
 * stands in: `transcript.jsonl`, or `<ID>/transcript.jsonl` of an earlier session of the lineage; `offset` the byte at which its line begins.
 */
export interface Waiting {
  readonly file: string
  readonly offset: number
}

/** A screen holds no more than these. */
const most = 2_000

/** Records that wait to the text of their file, a line each: `<offset> <file>`. */
export const encodeWaiting = (waiting: readonly Waiting[]): string =>
  waiting.slice(-most).map(({ file, offset }) => `${offset} ${file}\n`).join('')

/** The text of that file to the records; lines that are none are left out. */
export const decodeWaiting = (text: string): readonly Waiting[] =>
  text.split('\n').flatMap(line => {
    const [, offset, file] = /^(\d+) (\S+)$/.exec(line) ?? []
    return file === undefined ? [] : [{ file, offset: Number(offset) }]
  })
