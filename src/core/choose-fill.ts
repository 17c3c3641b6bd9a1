import { recordTexts } from './record-text.js'
import { renderRecord } from './render-record.js'
import { isShown, type ShownText } from './shown-text.js'
import type { TranscriptRecord } from './transcript-record.js'

/** A record of the copy, and the byte behind it. */
export interface CopiedRecord {
  readonly record: TranscriptRecord
  readonly end: number
}

/** What is known of the time in which the records came. All times are Unix ms. */
export interface FillTimes {
  /** A full-screen program was on, now or at the last look: the pane shows what is new in it to nobody's scrollback. */
  readonly alternate: boolean
  /** Stretches in which lines are known to be missing: from the look before a wipe to the look that found it. */
  readonly missing: readonly { readonly from: number; readonly to: number }[]
  /** Of records before this time the pane had at least one look more than now. */
  readonly settled: number
  /** Records before this time are of before the session. */
  readonly began: number
}

/** Which records the parts lack, and how far the records are accounted for: how many of them, from the first. */
export interface ChosenFill {
  readonly records: readonly TranscriptRecord[]
  readonly accounted: number
}

/**
 * Which records of the transcript the pane did not show. In: the records that are not accounted for yet, in the order of the file; all text
 * that was captured or can still be seen; the times. Out: those that must be rendered into the parts, each of them once, because what is accounted
 * for is not asked about again.
 *
 * A text that stands among the captured lines was shown. On a full-screen program's pane all others were not. On a classic one a text was
 * not shown when later ones were, when it falls into a stretch that is known to be missing, or when it had its time; what is newest may be on its
 * way. Tool calls and results have no text that could be compared; they share the fate of the text before them.
 */
export const chooseFill = (records: readonly CopiedRecord[], shown: ShownText, times: FillTimes): ChosenFill => {
  const judged = records.map(({ record }) => {
    const time = record.timestamp === '' ? undefined : Date.parse(record.timestamp)
    const foreign = time !== undefined && time < times.began
    const hasText = recordTexts(record).length > 0
    return { record, time, hasText, foreign, seen: foreign || (hasText && isShown(shown, record)) }
  })
  const lastSeen = judged.findLastIndex(({ seen }) => seen)
  const inMissing = (time: number): boolean => times.missing.some(({ from, to }) => time >= from && time <= to)
  const isLost = ({ time }: (typeof judged)[number], index: number): boolean =>
    times.alternate || index < lastSeen || (time !== undefined && (time < times.settled || inMissing(time)))
  let lost = times.alternate
  let accounted = lastSeen + 1
  const chosen: TranscriptRecord[] = []
  for (const [index, one] of judged.entries()) {
    if (one.seen) lost = false
    else if (one.hasText) lost = isLost(one, index)
    if (one.seen || !lost || (!one.hasText && !isLost(one, index))) continue
    accounted = Math.max(accounted, index + 1)
    if (renderRecord(one.record).length > 0) chosen.push(one.record)
  }
  return { records: chosen, accounted: times.alternate ? records.length : accounted }
}
