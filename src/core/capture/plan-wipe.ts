import { splitParts, type PartEnd } from '../session/split-parts.js'
import type { Alignment } from './align.js'
import type { CapturePlan } from './plan-capture.js'

/**
 * What to write for a pane that was wiped, up to the wipe and no further: the pending lines that left it, and the gap behind them. What the pane shows
 * now is left for another look, since it may belong to the next session, or behind lines that the transcript knows. In: the alignment that found
 * the wipe; the pending text; where the parts end; `at`, ISO time. Out: the plan; its place in the pane is the top, where nothing is committed.
 */
export const planWipe = (alignment: Alignment, pending: readonly string[], end: PartEnd, rotateLines: number, at: string): CapturePlan => {
  const flushed = pending.slice(0, alignment.flush)
  const split = splitParts(end, flushed, rotateLines)
  return {
    gaps: alignment.gap === undefined ? [] : [{ ...alignment.gap, part: split.end.part, line: split.end.line, at, filled: null }],
    lines: flushed,
    appends: split.appends,
    end: split.end,
    pending: [],
    row: 0,
    lineIndex: 0,
  }
}
