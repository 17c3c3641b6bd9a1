import { chooseFill, type CopiedRecord, type FillTimes } from '../core/choose-fill.js'
import { cleanLine } from '../core/clean-line.js'
import { fillLines } from '../core/fill-lines.js'
import type { Gap } from '../core/gap.js'
import type { Marker } from '../core/marker.js'
import { redactLine } from '../core/redact-line.js'
import { shownText } from '../core/shown-text.js'
import { withoutFills } from '../core/without-fills.js'
import { readGaps } from '../shell/gap-file.js'
import { inspectParts } from '../shell/inspect-parts.js'
import { readPartTail } from '../shell/read-part-tail.js'
import { readRecords } from '../shell/read-records.js'
import { writeMarker } from '../shell/marker-file.js'
import { appendFilling, type FilledSession } from './append-filling.js'

/** What one look at the pane and the transcript brought. */
export interface FillInput extends FilledSession {
  /** The name of the transcript's copy in the session's directory. */
  readonly file: string
  readonly redact: boolean
  /** Lines that this tick captured, and what the pane shows behind them. */
  readonly captured: readonly string[]
  readonly shown: readonly string[]
  /** A full-screen program was on at the last look or is now. */
  readonly alternate: boolean
  /** When the session began, and the look before this one; Unix ms. */
  readonly startedMs: number
  readonly previousLookMs: number
  /** The directory of the session before this one in its lineage, and the last lines that it and those before it captured. */
  readonly earlierDirectory: () => string
  readonly earlier: () => readonly string[]
}

/** The pane's clock and Claude's are one, but a record can be written a moment before or after its text is shown. */
const slackMs = 2_000
/** A text that was not seen by two looks so far apart is not coming any more. */
const settledMs = 60_000
/** A session with fewer lines than these looks at what stands before it in its lineage too. */
const enoughLines = 4_000

/** A record, and where the accounting stands behind it. */
interface Unaccounted extends CopiedRecord {
  readonly file: string
}

/**
 * The records that are not accounted for: those of the current copy, behind what is left of the one before it. That may be a copy of the session before: a
 * text that stood on the screen when that one rolled over is this one's to capture, or to find lost.
 */
const unaccounted = ({ directory, file, earlierDirectory }: FillInput, { accountedFile, accounted }: Marker): Unaccounted[] => {
  const from = (name: string, offset: number): Unaccounted[] => {
    const path = name.startsWith(earlierCopy) ? `${earlierDirectory()}/${name.slice(earlierCopy.length)}` : `${directory}/${name}`
    return [...readRecords(path, offset)].flatMap(({ record, end }) => (record === undefined ? [] : [{ record, end, file: name }]))
  }
  if (accountedFile === file || accountedFile === '') return from(file, accounted)
  return [...from(accountedFile, accounted), ...from(file, 0)]
}

/** Stands before the name of a copy that is the session's before, in the marker. */
export const earlierCopy = '^'

const openGap = (gaps: readonly Gap[]): Gap | undefined => gaps.findLast(({ filled, since }) => filled === null && since !== undefined)

/**
 * Renders into the parts what the transcript has and the pane did not show, each record once, between two marked lines; the gap that it falls into
 * names it. In: the session, what was captured and can be seen, the transcript's copy. Out: the marker, and how many records were rendered. Throws IoError (74).
 */
export const fillFromTranscript = (input: FillInput, marker: Marker): { marker: Marker; records: number } => {
  const { directory, file, captured, shown, redact } = input
  const records = unaccounted(input, marker)
  if (records.length === 0) return { marker, records: 0 }
  const gaps = readGaps(`${directory}/gaps.jsonl`)
  const times: FillTimes = {
    alternate: input.alternate,
    missing: gaps.flatMap(({ since, at }) => (since === undefined ? [] : [{ from: Date.parse(since) - slackMs, to: Date.parse(at) + slackMs }])),
    settled: input.previousLookMs - settledMs,
    began: input.startedMs - slackMs,
  }
  const parts = inspectParts(directory, input.number, marker)
  // What was filled in is accounted for. Only where the marker was lost is nothing known to be, and what stands there must tell.
  const unknown = marker.accountedFile === ''
  const tail = unknown ? readPartTail(directory, input.number, parts, { all: true }) : withoutFills(readPartTail(directory, input.number, parts))
  // A text that was shown around a boundary may have been captured by the session before, and its record copied by this one.
  const before = parts.total < enoughLines ? withoutFills(input.earlier()) : []
  const stands = [...before, ...(captured.length > tail.length ? captured : tail)]
  const { records: lost, accounted } = chooseFill(records, shownText(stands), shownText([...stands, ...shown]), times)
  const last = records[accounted - 1]
  const reached = last === undefined ? marker : { ...marker, accountedFile: last.file, accounted: last.end }
  if (lost.length === 0) {
    if (reached !== marker) writeMarker(directory, reached, { durable: false })
    return { marker: reached, records: 0 }
  }
  const gap = openGap(gaps)
  const clean = redact ? (line: string): string => redactLine(cleanLine(line)) : cleanLine
  const lines = fillLines(gap?.why ?? (input.alternate ? 'full-screen program' : 'unseen'), lost).map(clean)
  const names = `${file}: ${lost.length} ${lost.length === 1 ? 'record' : 'records'}, ${lost[0]?.uuid ?? ''} to ${lost.at(-1)?.uuid ?? ''}`
  const filling = { total: parts.total, lines, accountedFile: reached.accountedFile, accounted: reached.accounted, gap: gap === undefined ? null : { ...gap, filled: names } }
  return { marker: appendFilling(input, reached, filling), records: lost.length }
}
