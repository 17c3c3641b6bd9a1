import { alignByContent, alignByPosition, type Alignment, type Before } from '../core/capture/align.js'
import { otherPlaces } from '../core/capture/other-places.js'
import { fillsUnmarked, withoutFills } from '../core/filling/without-fills.js'
import type { Snapshot } from '../core/tmux/snapshot.js'
import { pause } from '../shell/processes/pause.js'
import { takeRows } from '../shell/tmux/take-rows.js'
import { takeSnapshot, type PaneAddress } from '../shell/tmux/take-snapshot.js'

/** The pane, and where in it the capture goes on. */
export interface Observation {
  readonly snapshot: Snapshot
  readonly alignment: Alignment
  /** A full-screen program hides the main screen, and the pane's width is not what it was: tmux cuts the hidden rows, and breaks them anew only when they come back. Nothing can be said of them until then. */
  readonly hidden?: boolean
}

/** Rows above the old position that are read to confirm it, and rows that are read on the chance that no more are new. */
const overlapRows = 160
const guessedRows = 320

/** So many rows are read at a time when more than twice as many are new: the memory of a capture must not follow the history that a pane can have. */
export const rowsAtOnce = 50_000

/** Where to stop reading rows of which the first is so many above the screen; 0: not before the end. */
const stopAbove = (above: number, most: number): number => (above > 2 * most ? above - most : 0)

/** A line that is longer than what was read at a time is read with all that follows it. */
const advances = ({ snapshot, alignment }: Observation): boolean => snapshot.cut !== true || snapshot.lines.length - 1 > alignment.index

/** A program that clears and prints everything again is seen half-way now and then: look again until two looks agree. */
const looks = 12
const lookEveryMs = 150

/** Whether another place in the pane looks like the one that was found: then the whole pane must decide. */
const fitsElsewhere = (address: PaneAddress, before: Before, { snapshot, alignment }: Observation): boolean => {
  const compare = otherPlaces(before, snapshot, alignment)
  if (compare === undefined) return false
  const [place, ...others] = takeRows(address, snapshot.state, [compare.place, ...compare.others], compare.count) ?? []
  return place === undefined || others.some(rows => rows.join('\n') === place.join('\n'))
}

const certain = (address: PaneAddress, before: Before, found: Observation): Observation | 'unsure' => (fitsElsewhere(address, before, found) ? 'unsure' : found)

const fast = (address: PaneAddress, before: Before, clean: (text: string) => string, most: number): Observation | 'gone' | 'unsure' => {
  const guess = takeSnapshot(address, guessedRows, clean)
  if (guess === undefined) return 'gone'
  if (guess.state.alternate && before.position.historySize >= 0 && guess.state.width !== before.position.width) {
    return { snapshot: guess, alignment: { index: guess.lines.length, flush: 0 }, hidden: true }
  }
  // A program that left the full screen may print all that was said there: only the text tells it from what is new.
  if (before.endsFilled === true && !guess.state.alternate) return 'unsure'
  const alignment = alignByPosition(before, guess)
  if (alignment !== undefined) return certain(address, before, { snapshot: guess, alignment })
  const above = guess.state.historySize - before.position.row + overlapRows
  if (guess.state.width !== before.position.width || above <= guessedRows || guess.from === 0) return 'unsure'
  // More is new than was guessed: ask for exactly that, and a little more for what is printed meanwhile.
  const exact = takeSnapshot(address, above + guessedRows, clean, stopAbove(Math.min(above + guessedRows, guess.state.historySize), most))
  if (exact === undefined) return 'gone'
  const again = alignByPosition(before, exact)
  if (again === undefined) return 'unsure'
  const found = { snapshot: exact, alignment: again }
  return advances(found) ? certain(address, before, found) : 'unsure'
}

const looksFinished = (now: Observation, last: Observation | undefined): boolean => {
  const why = now.alignment.gap?.why
  if (why !== 'cleared' && why !== 'rewritten') return true
  return (
    last !== undefined &&
    last.snapshot.state.historySize === now.snapshot.state.historySize &&
    last.snapshot.lines.length === now.snapshot.lines.length &&
    last.snapshot.lines.every((line, index) => line.text === now.snapshot.lines[index]?.text)
  )
}

/** The top of a long history of which nothing is captured yet; undefined when it is not so long. */
const readTop = (address: PaneAddress, before: Before | undefined, clean: (text: string) => string, most: number): Observation | undefined => {
  const stop = stopAbove(takeSnapshot(address, 0, clean)?.state.historySize ?? 0, most)
  const snapshot = stop === 0 ? undefined : takeSnapshot(address, Infinity, clean, stop)
  if (snapshot?.cut !== true) return undefined
  const top = { snapshot, alignment: alignByContent(snapshot, [], [], before) }
  return advances(top) ? top : undefined
}

/**
 * Looks at the pane until it is known where the capture goes on. In: the pane; what the last tick left (undefined: no valid marker); `tail` and
 * `pending`, asked for only when content must decide; `clean`, applied to each line; how many rows to read at a time. Out: the observation, whose snapshot is cut when more is to be read behind it; undefined when
 * the pane has ended.
 */
export const observePane = (input: {
  readonly address: PaneAddress
  readonly before: Before | undefined
  /** The last lines of the parts, with what the transcript filled in. */
  readonly tail: () => readonly string[]
  readonly pending: () => readonly string[]
  readonly clean: (text: string) => string
  readonly most?: number
}): Observation | undefined => {
  const { address, before, clean, most = rowsAtOnce } = input
  if (before !== undefined) {
    const quick = fast(address, before, clean, most)
    if (quick === 'gone') return undefined
    if (quick !== 'unsure') return quick
  }
  const captured = input.tail()
  const tail = withoutFills(captured)
  const told = tail === captured ? undefined : fillsUnmarked(captured)
  const pending = input.pending()
  const nothing = tail.length === 0 && pending.every(line => line.trim() === '')
  const first = nothing ? readTop(address, before, clean, most) : undefined
  if (first !== undefined) return first
  let last: Observation | undefined
  for (let look = 0; look < looks; look += 1) {
    const snapshot = takeSnapshot(address, Infinity, clean)
    if (snapshot === undefined) return undefined
    const now: Observation = { snapshot, alignment: alignByContent(snapshot, tail, pending, before, told) }
    if (looksFinished(now, last)) return now
    last = now
    pause(lookEveryMs)
  }
  return last
}
