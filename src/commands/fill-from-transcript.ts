import type { Gap } from '../core/capture/gap.js'
import type { Marker } from '../core/capture/marker.js'
import { chooseFill, type CopiedRecord, type FillTimes } from '../core/filling/choose-fill.js'
import { fillLines } from '../core/filling/fill-lines.js'
import { shownText } from '../core/filling/shown-text.js'
import { withoutFills } from '../core/filling/without-fills.js'
import type { Paths } from '../core/paths.js'
import { redactLine } from '../core/redaction/redact-line.js'
import { isSessionId } from '../core/session/session-id.js'
import { cleanLine } from '../core/text/clean-line.js'
import { transcriptCopyName, transcriptCopyNumber } from '../core/transcript/transcript-copy-name.js'
import { pathExists } from '../shell/files/path-exists.js'
import { readGaps } from '../shell/parts/gap-file.js'
import { inspectParts } from '../shell/parts/inspect-parts.js'
import { writeMarker } from '../shell/parts/marker-file.js'
import { readPartTail } from '../shell/parts/read-part-tail.js'
import { readWaiting, writeWaiting } from '../shell/parts/waiting-file.js'
import { sessionPlace } from '../shell/session/session-place.js'
import { readRecords } from '../shell/transcript/read-records.js'
import { appendFilling, type FilledSession } from './append-filling.js'

/** What one look at the pane and the transcript brought. */
export interface FillInput extends FilledSession {
  readonly paths: Paths
  readonly redact: boolean
  /** Lines that this tick captured, and what the pane shows behind them. */
  readonly captured: readonly string[]
  readonly shown: readonly string[]
  /** A full-screen program was on at the last look or is now. */
  readonly alternate: boolean
  /** When the session began, and the look before this one; Unix ms. */
  readonly startedMs: number
  readonly previousLookMs: number
  /** The last lines that the sessions before this one in its lineage captured. */
  readonly earlier: () => readonly string[]
}

/** The pane's clock and Claude's are one, but a record can be written a moment before or after its text is shown. */
const slackMs = 2_000
/** A text that was not seen by two looks so far apart is not coming any more. */
const settledMs = 60_000
/** A session with fewer lines than these looks at what stands before it in its lineage too. */
const enoughLines = 4_000

const recordsFrom = (name: string, path: string, from: number): CopiedRecord[] =>
  [...readRecords(path, from)].flatMap(({ record, offset, end }) => (record === undefined ? [] : [{ record, offset, end, file: name }]))

/** The records that are not accounted for: the rest of the copy that the marker names, and the copies after it. */
const unaccounted = (directory: string, { accountedFile, accounted }: Marker): CopiedRecord[] => {
  const first = transcriptCopyNumber(accountedFile) ?? 1
  const records = recordsFrom(transcriptCopyName(first), `${directory}/${transcriptCopyName(first)}`, accounted)
  for (let copy = first + 1; pathExists(`${directory}/${transcriptCopyName(copy)}`); copy += 1) {
    records.push(...recordsFrom(transcriptCopyName(copy), `${directory}/${transcriptCopyName(copy)}`, 0))
  }
  return records
}

/** The records that waited on the screen; those of an earlier session are read from its copy. */
const waited = ({ paths, directory, id }: FillInput): CopiedRecord[] =>
  readWaiting(directory, id).flatMap(({ file, offset }) => {
    const [name = '', owner] = file.split('/').reverse()
    const place = owner === undefined ? directory : isSessionId(owner) ? sessionPlace(paths, owner) : undefined
    const [found] = place === undefined || transcriptCopyNumber(name) === undefined ? [] : take(readRecords(`${place}/${name}`, offset))
    return found?.record === undefined ? [] : [{ record: found.record, offset, end: found.end, file }]
  })

/** The first of what a generator yields, without the rest. */
const take = <T>(items: Generator<T, void>): T[] => {
  const { value, done } = items.next()
  items.return()
  return done === true ? [] : [value as T]
}

const openGap = (gaps: readonly Gap[]): Gap | undefined => gaps.findLast(({ filled, since }) => filled === null && since !== undefined)

/**
 * Renders into the parts what the transcript has and the pane did not show, each record once, between two marked lines; the gap that it falls into
 * names it. In: the session, what was captured and can be seen, the transcript's copy. Out: the marker, and how many records were rendered. Throws IoError (74).
 */
export const fillFromTranscript = (input: FillInput, marker: Marker): { marker: Marker; records: number } => {
  const { directory, captured, shown, redact } = input
  const before = waited(input)
  // A crash between the list of those that wait and the marker leaves a record in both.
  const records = unaccounted(directory, marker).filter(({ file, offset }) => !before.some(one => one.file === file && one.offset === offset))
  if (records.length + before.length === 0) return { marker, records: 0 }
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
  const inherited = parts.total < enoughLines ? withoutFills(input.earlier()) : []
  const stands = [...inherited, ...(captured.length > tail.length ? captured : tail)]
  const chosen = chooseFill(before, records, shownText(stands), shownText([...stands, ...shown]), times)
  const last = records[chosen.accounted - 1]
  const reached = last === undefined ? marker : { ...marker, accountedFile: last.file, accounted: last.end }
  const { records: lost, waiting } = chosen
  if (lost.length === 0) {
    writeWaiting(directory, input.id, waiting)
    if (reached !== marker) writeMarker(directory, reached, { durable: false })
    return { marker: reached, records: 0 }
  }
  const gap = openGap(gaps)
  const clean = redact ? (line: string): string => redactLine(cleanLine(line)) : cleanLine
  const lines = fillLines(gap?.why ?? (input.alternate ? 'full-screen program' : 'unseen'), lost).map(clean)
  const names = `${[...before, ...records].at(-1)?.file ?? ''}: ${lost.length} ${lost.length === 1 ? 'record' : 'records'}, ${lost[0]?.uuid ?? ''} to ${lost.at(-1)?.uuid ?? ''}`
  const filling = { total: parts.total, lines, accountedFile: reached.accountedFile, accounted: reached.accounted, waiting: waiting.map(({ file, offset }) => ({ file, offset })), gap: gap === undefined ? null : { ...gap, filled: names } }
  return { marker: appendFilling(input, reached, filling), records: lost.length }
}
