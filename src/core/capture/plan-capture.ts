import { splitParts, type PartAppend, type PartEnd } from '../session/split-parts.js'
import type { Snapshot } from '../tmux/snapshot.js'
import type { Alignment } from './align.js'
import type { Gap } from './gap.js'

/** All that one capture writes, in the order it is written: gap, appends, then marker and pending text. */
export interface CapturePlan {
  readonly gaps: readonly Gap[]
  /** The new lines in order, and which part takes which. */
  readonly lines: readonly string[]
  readonly appends: readonly PartAppend[]
  readonly end: PartEnd
  readonly pending: readonly string[]
  /** What the pane shows right before that place, where the parts have it in another form. */
  readonly stands?: readonly string[]
  /** Grid row and line number behind the last line that needs no further look. */
  readonly row: number
  readonly lineIndex: number
}

/** More lines than these are not compared again. */
const standing = 400

const withoutTrailingBlanks = (lines: readonly string[]): readonly string[] => {
  let end = lines.length
  while (lines[end - 1] === '') end -= 1
  return lines.slice(0, end)
}

/**
 * What to write for a snapshot that is aligned. Only lines whose last row has left the visible screen by at least its height are settled:
 * a program that redraws more than a screen rewrites rows up to that far. The rest is pending.
 * In: the alignment; the pane; the pending text; where the parts end; `final` commits the pending lines and the visible screen too, unless the snapshot is cut: then there is more to come; `at`, ISO time.
 * Out: the plan. Nothing is read or written.
 */
export const planCapture = (input: {
  readonly alignment: Alignment
  readonly snapshot: Snapshot
  readonly pending: readonly string[]
  readonly end: PartEnd
  readonly rotateLines: number
  readonly final: boolean
  readonly at: string
  /** The number of the snapshot's first line from the top of the grid; -1 when it is not known. */
  readonly firstIndex: number
}): CapturePlan => {
  const { alignment, snapshot, pending, end, rotateLines, at, firstIndex } = input
  const { state, lines, from, cut = false } = snapshot
  const final = input.final && !cut
  const settledRow = state.historySize - state.height
  // Of a snapshot that is cut the last line may be longer than what was read of it.
  const stop = lines.findLastIndex((line, index) => line.end <= settledRow && !(cut && index === lines.length - 1)) + 1
  const first = alignment.index + (alignment.rest === undefined ? 0 : 1)
  const textFrom = (index: number): readonly string[] => lines.slice(index).map(line => line.text)
  // Blank rows below the last line are no lines: what is printed there later is new.
  const place = Math.max(first, final ? withoutTrailingBlanks(textFrom(0)).length : stop)
  const flushed = pending.slice(0, alignment.flush)
  const opening = [...flushed, ...(alignment.opening ?? []), ...(alignment.rest === undefined ? [] : [alignment.rest])]
  const fresh = [...opening, ...lines.slice(first, place).map(line => line.text)]
  const parts = splitParts(end, fresh, rotateLines)
  // The gap stands where the old text ends: behind the pending lines that are committed now, before the first line of the pane.
  const gapEnd = splitParts(end, flushed, rotateLines).end
  const gap: Gap | undefined = alignment.gap && { ...alignment.gap, part: gapEnd.part, line: gapEnd.line, at, filled: null }
  return {
    gaps: gap === undefined ? [] : [gap],
    lines: fresh,
    appends: parts.appends,
    end: parts.end,
    pending: cut ? [] : withoutTrailingBlanks(textFrom(place)),
    ...(alignment.reformed === true ? { stands: lines.slice(Math.max(0, place - standing), place).map(line => line.text) } : {}),
    row: lines[place - 1]?.end ?? from,
    lineIndex: firstIndex < 0 ? -1 : firstIndex + place,
  }
}
