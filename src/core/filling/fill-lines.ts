import { renderRecord } from '../transcript/render-record.js'
import type { TranscriptRecord } from '../transcript/transcript-record.js'

const beginning = /^╭─ not seen on the screen \((.*)\); from Claude's transcript, (?:(\S+) to (\S+), )?(\d+) records?$/
const end = '╰─ end of what the transcript filled in'

/** A line that opens or closes a filling. `from` and `to` are ISO times to the second; '' where no record had one. */
export type Fill =
  | { readonly edge: 'begin'; readonly why: string; readonly from: string; readonly to: string; readonly records: number }
  | { readonly edge: 'end' }

/**
 * What a gap lost, as the transcript has it, for the part. In: why the lines were not seen (`cleared`, …), and the records that cover the gap, in
 * their order. Out: a marked line that says why, from when to when and how many records; the records rendered; a marked line that ends it. [] when
 * no record has anything to show. Lines as of `renderRecord`: to be cleaned by whoever keeps them.
 */
export const fillLines = (gapWhy: string, records: readonly TranscriptRecord[]): readonly string[] => {
  const shown = records.map(record => ({ record, lines: renderRecord(record) })).filter(({ lines }) => lines.length > 0)
  if (shown.length === 0) return []
  // Not in the order of the file: what `/compact` writes after the boundary bears earlier times.
  const times = shown.flatMap(({ record: { timestamp } }) => (timestamp === '' ? [] : [Date.parse(timestamp)])).sort((one, other) => one - other)
  const [from = '', to = ''] = [times.at(0), times.at(-1)].map(toSecond)
  const why = gapWhy.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  const count = `${shown.length} ${shown.length === 1 ? 'record' : 'records'}`
  const lines = shown.flatMap(each => each.lines)
  return [`╭─ not seen on the screen (${why}); from Claude's transcript, ${from === '' ? '' : `${from} to ${to}, `}${count}`, ...lines.slice(0, -1), end]
}

/** One line of a part to what it marks; undefined when it marks nothing. */
export const parseFill = (line: string): Fill | undefined => {
  if (line === end) return { edge: 'end' }
  const found = beginning.exec(line)
  if (found === null) return undefined
  const [, why = '', from = '', to = '', records = ''] = found
  return { edge: 'begin', why, from, to, records: Number(records) }
}

const toSecond = (time: number | undefined): string => (time === undefined ? '' : new Date(time).toISOString().replace(/\.\d+Z$/, 'Z'))
