import { recordTexts } from './record-text.js'
import { renderRecord } from './render-record.js'
import { restOfRecord } from './rest-of-record.js'
import { isShown, shownLetters, type ShownText } from './shown-text.js'
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
  /** Of records before this time the pane had at least one look more than now; Infinity: there will be no further look. */
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
 * - `kept`: its text stands in the parts, or it is of before the session.
 * - `visible`: its text stands on the screen and in no part yet; it may be captured from there, or be wiped.
 * - `lost`: neither, and not to come.
 * - `open`: neither, but it may be on its way to the screen.
 */
type Fate = 'kept' | 'visible' | 'lost' | 'open'

/**
 * Which records of the transcript the pane did not show to the capture. In: the records that are not accounted for yet, in the order of the file;
 * what stands in the parts; what the pane shows; the times. Out: those that must be rendered into the parts, each of them once: what is accounted for is not
 * asked about again, and what is not is not rendered.
 *
 * Behind a full-screen program nothing but the transcript goes on: all that is new and was not on the main screen is rendered. On a classic screen a text is lost when
 * later ones were seen, when it falls into a stretch that is known to be missing, or when it had its time. Nothing is decided behind the first record whose
 * text may still be captured from the screen. Tool calls and results have no text that could be compared; they share the fate of the text before them.
 */
export const chooseFill = (records: readonly CopiedRecord[], kept: ShownText, visible: ShownText, times: FillTimes): ChosenFill => {
  const judged = records.map(({ record }) => {
    const time = record.timestamp === '' ? undefined : Date.parse(record.timestamp)
    const hasText = recordTexts(record).length > 0
    const foreign = time !== undefined && time < times.began
    return { record, time, hasText, isKept: foreign || (hasText && isShown(kept, record)), isVisible: hasText && isShown(visible, record) }
  })
  const lastSeen = judged.findLastIndex(({ isKept, isVisible }) => isKept || isVisible)
  const inMissing = (time: number): boolean => times.missing.some(({ from, to }) => time >= from && time <= to)
  const had = (index: number, time: number | undefined): boolean =>
    times.alternate || index < lastSeen || times.settled === Infinity || (time !== undefined && (time < times.settled || inMissing(time)))
  let fate: Fate = times.alternate ? 'lost' : 'kept'
  const chosen: TranscriptRecord[] = []
  for (const [index, { record, time, hasText, isKept, isVisible }] of judged.entries()) {
    if (isKept) fate = 'kept'
    // The main screen outlives a full-screen program, so what stands there is as good as kept.
    else if (isVisible) fate = times.alternate ? 'kept' : 'visible'
    else if (hasText) fate = had(index, time) ? 'lost' : 'open'
    if (fate === 'visible' || fate === 'open' || (fate === 'lost' && !had(index, time))) return { records: chosen, accounted: index }
    const missing = fate === 'lost' && hasText ? restOfRecord(record, shownLetters(kept, record)) : record
    if (fate === 'lost' && renderRecord(missing).length > 0) chosen.push(missing)
  }
  return { records: chosen, accounted: records.length }
}
