import { recordTexts } from '../transcript/record-text.js'
import { renderRecord } from '../transcript/render-record.js'
import type { TranscriptRecord } from '../transcript/transcript-record.js'
import { restOfRecord } from './rest-of-record.js'
import { isShown, shownLetters, type ShownText } from './shown-text.js'

/** A record of a copy: the copy's name, the byte at which its line begins, and the one behind it. */
export interface CopiedRecord {
  readonly record: TranscriptRecord
  readonly file: string
  readonly offset: number
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

/** Which records the parts lack, which may still be captured from the screen, and how many of the new ones are accounted for with that. */
export interface ChosenFill {
  readonly records: readonly TranscriptRecord[]
  readonly waiting: readonly CopiedRecord[]
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
 * Which records of the transcript the pane did not show to the capture. In: the records that waited on the screen at the last look; the new ones, in the order
 * of the file; what stands in the parts; what the pane shows; the times. Out: those that must be rendered into the parts, each of them once: what is accounted
 * for and does not wait is not asked about again.
 *
 * What waited and stands nowhere any more is lost. Behind a full-screen program nothing but the transcript goes on: all that is new and not on the main screen is
 * lost. On a classic screen a text is lost when later ones were seen, when it falls into a stretch that is known to be missing, or when it had its time; else it may be
 * on its way, and nothing behind it is decided yet. Tool calls and results have no text that could be compared; they share the fate of the text before them.
 */
export const chooseFill = (waited: readonly CopiedRecord[], fresh: readonly CopiedRecord[], kept: ShownText, visible: ShownText, times: FillTimes): ChosenFill => {
  const judged = [...waited, ...fresh].map(one => {
    const time = one.record.timestamp === '' ? undefined : Date.parse(one.record.timestamp)
    const hasText = recordTexts(one.record).length > 0
    const foreign = time !== undefined && time < times.began
    return { one, time, hasText, isKept: foreign || (hasText && isShown(kept, one.record)), isVisible: hasText && isShown(visible, one.record) }
  })
  const lastSeen = judged.findLastIndex(({ isKept, isVisible }) => isKept || isVisible)
  const inMissing = (time: number): boolean => times.missing.some(({ from, to }) => time >= from && time <= to)
  const had = (index: number, time: number | undefined): boolean =>
    times.alternate || index < waited.length || index < lastSeen || times.settled === Infinity || (time !== undefined && (time < times.settled || inMissing(time)))
  let fate: Fate = times.alternate ? 'lost' : 'kept'
  const records: TranscriptRecord[] = []
  const waiting: CopiedRecord[] = []
  for (const [index, { one, time, hasText, isKept, isVisible }] of judged.entries()) {
    if (hasText || isKept) fate = isKept ? 'kept' : isVisible ? 'visible' : had(index, time) ? 'lost' : 'open'
    if (fate === 'open' || (fate === 'lost' && !had(index, time))) return { records, waiting, accounted: index - waited.length }
    if (fate === 'visible') waiting.push(one)
    if (fate !== 'lost') continue
    const missing = hasText ? restOfRecord(one.record, shownLetters(kept, one.record)) : one.record
    if (renderRecord(missing).length > 0) records.push(missing)
  }
  return { records, waiting, accounted: fresh.length }
}
