import type { Snapshot } from '../tmux/snapshot.js'
import { hashLine } from './hash-line.js'
import type { Tail } from './tail.js'

/** Where the capture stopped, as the pane stood then. */
export interface Position {
  /** Grid row just behind the last committed line. */
  readonly row: number
  /** Width of the pane then: rows mean nothing after a re-wrap. */
  readonly width: number
}

/** A place in a snapshot: `index` is the first line that is not committed yet; `vouching` has the hashes of the different lines that vouch for it. */
export interface Place {
  readonly index: number
  readonly vouching: ReadonlySet<number>
}

/** How many different lines before a place must agree before it is believed without a second look. */
export const strongRuns = 3

/** Where only one place is possible, so many lines before it are compared and no more. */
const enoughLines = 64

/** Rows that one trim drops from a full history: tmux frees a tenth of the limit at once (grid.c, grid_collect_history). */
export const trimRows = (historyLimit: number): number => Math.max(1, Math.floor(historyLimit / 10))

/** Whether rows may have been dropped from the top since the last clear: a history that stands below a trim's floor never was full. */
export const mayBeTrimmed = ({ state }: Snapshot): boolean => state.historySize > state.historyLimit - trimRows(state.historyLimit)

/**
 * The places where the old position can be by arithmetic alone, nearest to the bottom first: tmux drops exactly `trimRows` at a time, so the
 * row is the old one less a multiple of that. In: the position; the pane now. Out: grid rows; none when the width changed.
 */
export const candidateRows = (position: Position, snapshot: Snapshot): number[] => {
  const { state } = snapshot
  if (position.width !== state.width) return []
  const step = trimRows(state.historyLimit)
  const bottom = state.historySize + state.height
  // A clear is for the content to find.
  if (!mayBeTrimmed(snapshot)) return position.row <= bottom ? [position.row] : []
  const rows: number[] = []
  for (let row = position.row; row >= 0; row -= step) if (row <= bottom) rows.push(row)
  return rows
}

/**
 * Whether the committed lines stand right before grid row `row`. In: the tail; the snapshot. Out: the place and how strongly the content
 * vouches for it, or undefined when it contradicts or `row` is inside a line or outside the snapshot. Every line that can be compared is, when a
 * trim may have moved them; repetition at the trim's own distance would look right otherwise.
 */
export const placeAtRow = (row: number, tail: Tail, snapshot: Snapshot): Place | undefined => {
  const { lines, from } = snapshot
  let index = row === from ? 0 : lines.findIndex(line => line.end === row) + 1
  if (index === 0 && row !== from) return undefined
  const place = index
  // The first captured line may be the rest of a longer one: then it proves nothing and contradicts nothing.
  const top = from === 0 && !mayBeTrimmed(snapshot) ? 0 : 1
  const vouching = new Set<number>()
  const least = mayBeTrimmed(snapshot) ? top : Math.max(top, place - enoughLines)
  for (let run = tail.length - 1; run >= 0 && (index > least || (index > top && vouching.size < strongRuns)); run -= 1) {
    const { hash, count } = tail[run] ?? { hash: -1, count: 0 }
    let left = count
    while (left > 0 && index > top) {
      if (hashLine(lines[index - 1]?.text ?? '') !== hash) return undefined
      index -= 1
      left -= 1
    }
    vouching.add(hash)
  }
  return { index: place, vouching }
}
