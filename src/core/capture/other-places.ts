import type { Snapshot } from '../tmux/snapshot.js'
import type { Alignment, Before } from './align.js'
import { candidateRows } from './locate-by-position.js'

/** So many rows above a place are compared. */
const comparedRows = 16

/** Stretches of grid rows: the one above the place that was found, and those above all other places where the old position can be. */
export interface RowsToCompare {
  readonly count: number
  readonly place: number
  readonly others: readonly number[]
}

/**
 * A program that prints the same again and again, in step with what a trim drops (a file of 1,000 lines at a limit of 2,000), looks as if nothing were
 * new: the old lines and the newest ones are equal. Only the pane's own rows can tell, so those above each other place are compared with those above the
 * one that was found. In: what the last tick left; the snapshot and its alignment by position. Out: the first rows of the stretches; undefined when no other place is
 * possible (the history was never full, or nothing was printed).
 */
export const otherPlaces = (before: Before, snapshot: Snapshot, alignment: Alignment): RowsToCompare | undefined => {
  const { state, lines, from } = snapshot
  // Whole seconds: only an earlier one than that of the last look proves silence.
  if (state.activity < before.position.at) return undefined
  const index = alignment.index - before.uncommitted.length
  const row = lines[index - 1]?.end ?? from
  const rows = candidateRows(before.position, snapshot).filter(other => other > 0 && other < row)
  if (rows.length === 0) return undefined
  const count = Math.min(comparedRows, ...rows)
  return { count, place: row - count, others: rows.map(other => other - count) }
}
