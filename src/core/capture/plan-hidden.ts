import { splitParts, type PartEnd } from '../session/split-parts.js'
import type { CapturePlan } from './plan-capture.js'

/**
 * What to write while nothing can be said of the pane's main screen: nothing, and all that was known of it stays. At the session's end the pending text is
 * committed as it was seen last. In: the pending text; where the parts end; the place in the pane; `final`. Out: the plan.
 */
export const planHidden = (pending: readonly string[], end: PartEnd, place: { readonly row: number; readonly lineIndex: number }, rotateLines: number, final: boolean): CapturePlan => {
  const lines = final ? pending : []
  const split = splitParts(end, lines, rotateLines)
  return { gaps: [], lines, appends: split.appends, end: split.end, pending: final ? [] : pending, row: place.row, lineIndex: place.lineIndex }
}
