import type { Snapshot } from '../tmux/snapshot.js'
import type { GapReason } from './gap.js'
import { hashLine } from './hash-line.js'
import { candidateRows, mayBeTrimmed, placeAtRow, strongRuns, trimRows, type Position } from './locate-by-position.js'
import { placeByContent, type Search } from './place-by-content.js'
import { placeByText, type TextPlace } from './place-by-text.js'
import { placeInPending } from './place-in-pending.js'
import { placeReprinted, type ReprintedPlace } from './place-reprinted.js'
import { placeRewritten } from './place-rewritten.js'
import { recurs } from './recurs.js'
import type { Tail } from './tail.js'

/** Where the capture goes on in a snapshot. */
export interface Alignment {
  /** The first line of the snapshot that is new. */
  readonly index: number
  /** So many pending lines have left the pane and must be committed first. */
  readonly flush: number
  /** New lines that stand before what was printed again, and are committed before the line at `index`. */
  readonly opening?: readonly string[]
  /** What of line `index` is not committed yet, when tmux or the program broke it anew. */
  readonly rest?: string
  /** What stands before the place is committed in another form: the marker's tail is then what the pane shows. */
  readonly reformed?: true
  /** A gap to write down before the new lines, and what is known of it. */
  readonly gap?: { readonly why: GapReason; readonly known: string }
}

/** What the last tick left behind, as far as the alignment needs it. */
export interface Before {
  readonly position: Position & { readonly lineIndex: number; readonly historySize: number; readonly at: number }
  readonly tail: Tail
  readonly pending: readonly string[]
  /** Lines that stand in the parts behind the marker: a tick was killed before it could commit the marker. */
  readonly uncommitted: readonly string[]
  /** The last lines of the parts were filled in from the transcript. */
  readonly endsFilled?: boolean
}

/** How many of `lines` stand in the snapshot from line `index` on. */
const agreement = (lines: readonly string[], snapshot: Snapshot, index: number): number => {
  const end = lines.findIndex((line, offset) => line !== snapshot.lines[index + offset]?.text)
  return end < 0 ? lines.length : end
}

/** The pending lines but the cursor's: that one is being written. And how many of them say something. */
const solidOf = (pending: readonly string[]): { readonly solid: readonly string[]; readonly said: number } => {
  const solid = pending.slice(0, -1)
  return { solid, said: solid.filter(line => line.trim() !== '').length }
}

/** So many lines are printed again above what is new, at the most. */
const mostHeading = 40

// tmux tells the time of the last output in whole seconds: only an earlier second than that of the last look proves silence.
const wasIdle = (before: Before, { state }: Snapshot): boolean => state.activity < before.position.at || neverSeen(before)

/** The pane was bound, or wiped, and not looked at since (`historySize` -1; a killed tick that looked has left its lines): nothing of it can be missing yet. */
const neverSeen = ({ position, uncommitted }: Before): boolean => position.historySize < 0 && uncommitted.length === 0

const unseen = { why: 'unseen', known: 'the pane was at work and nothing was left of what stood there before to compare with' } as const

/**
 * The usual tick: arithmetic proposes, the lines around the place confirm. In: what the last tick left; a snapshot that reaches a little
 * above the old position. Out: the alignment, or undefined when there is any doubt: then the whole pane is read and `alignByContent` decides.
 */
export const alignByPosition = (before: Before, snapshot: Snapshot): Alignment | undefined => {
  const { tail, pending, uncommitted, position } = before
  for (const row of candidateRows(position, snapshot)) {
    const place = placeAtRow(row, tail, snapshot)
    if (place === undefined) continue
    if (agreement(uncommitted, snapshot, place.index) < uncommitted.length) return undefined
    const index = place.index + uncommitted.length
    // What stood behind the committed lines stands in the scrollback by now: only a wipe takes it away, and a heading may have been printed again since.
    const { solid, said } = solidOf(pending)
    const agreed = agreement(solid, snapshot, index)
    if (agreed < Math.min(2, said)) return undefined
    if (place.vouching.size < strongRuns) {
      if (mayBeTrimmed(snapshot) || snapshot.state.historySize < position.historySize) return undefined
      const prompt = pending.at(-1) ?? ''
      const goesOn = prompt.trim() !== '' && snapshot.lines[index + solid.length]?.text.startsWith(prompt) === true
      const unknown = said === 0 && place.vouching.size === 0 && uncommitted.length === 0 && !goesOn
      if (unknown && !wasIdle(before, snapshot)) return { index, flush: 0, gap: unseen }
      // Lines that are all equal (`ok`, `ok`), committed ones and those behind them, are not enough, unless they are all there was, a committed one is among them, and no others stand above what was read.
      const all = agreed === solid.length && goesOn && (place.vouching.size > 0 || tail.length === 0) && (snapshot.from === 0 || wasIdle(before, snapshot))
      const different = new Set([...place.vouching, ...solid.slice(0, agreed).map(hashLine)])
      different.delete(hashLine(''))
      if (said > 0 && different.size < 2 && !all) return undefined
    }
    if (mayBeTrimmed(snapshot) && !wasIdle(before, snapshot) && recurs(snapshot, place.index)) return undefined
    return { index, flush: 0 }
  }
  return undefined
}

const proposals = (before: Before | undefined, snapshot: Snapshot): number[] => {
  if (before === undefined) return []
  const rows = candidateRows(before.position, snapshot)
  const indexes = rows.flatMap(row => placeAtRow(row, before.tail, snapshot)?.index ?? [])
  // Logical lines survive a re-wrap: as long as nothing was trimmed, their number is a position too.
  if (rows.length === 0 && before.position.lineIndex >= 0 && !mayBeTrimmed(snapshot)) indexes.push(before.position.lineIndex)
  return indexes.map(index => index + before.uncommitted.length)
}

/** Whether the top line of a pane is the rest of a committed one: `clear-history` cuts a line in two that stands half on the screen. */
const isRest = (top: string, tail: readonly string[]): boolean => top.trim() !== '' && tail.some(line => line !== top && line.endsWith(top))

/** Behind a text whose lines are broken anew. */
const behindText = ({ index, rest }: TextPlace): Alignment => ({ index, flush: 0, reformed: true, ...(rest === '' ? {} : { rest }) })

/** Behind a conversation that was printed again; what stands between the committed lines and it is new. */
const behindReprint = (text: readonly string[], start: number, { from, missing, ...place }: ReprintedPlace): Alignment => {
  const opening = [...missing, ...text.slice(start, from)]
  return { ...behindText(place), ...(opening.some(line => line.trim() !== '') ? { opening } : {}) }
}

/** The gap where nothing of what stood there is left. */
const gone = (before: Before | undefined, snapshot: Snapshot): NonNullable<Alignment['gap']> => {
  const stood = before === undefined || before.position.historySize < 0 ? 'an unknown number' : before.position.historySize
  return { why: mayBeTrimmed(snapshot) ? 'overflow' : 'cleared', known: `${snapshot.state.historySize} rows of history where ${stood} stood` }
}

/**
 * The whole pane against the committed text. In: the snapshot from the top of the history; the last committed lines as they stand in the
 * parts; the pending lines that are not in the parts; what the last tick left (undefined when the marker is lost); `told`: the same lines with what was
 * filled in between them. Out: always an alignment; when nothing
 * fits, the pending text is committed, a gap says what happened, and the capture goes on at the top of the pane.
 */
export const alignByContent = (
  snapshot: Snapshot,
  tail: readonly string[],
  pending: readonly string[],
  before: Before | undefined,
  told: { readonly lines: readonly string[]; readonly endsFilled: boolean } = { lines: tail, endsFilled: false },
): Alignment => {
  const text = snapshot.lines.map(line => line.text)
  const rewrapped = before !== undefined && before.position.width !== snapshot.state.width
  const full = mayBeTrimmed(snapshot)
  const cutTop = full || rewrapped || isRest(text[0] ?? '', tail)
  const search: Search = { tail, pending, text, cutTop, proposed: proposals(before, snapshot), trim: full ? trimRows(snapshot.state.historyLimit) : 0 }
  // More than half of the history is gone with its text: that a heading was printed again does not make it a new form of the same.
  const dropped = before !== undefined && !rewrapped && snapshot.state.historySize < before.position.historySize / 2
  const hasFills = told.lines.length > tail.length
  const found = placeByContent(search)
  // What the transcript filled in may be printed by the program after all, when it prints the conversation anew.
  const reprinted = hasFills || found === undefined ? placeReprinted(search, told.lines, found?.index ?? 0, dropped ? 3 : rewrapped ? 1 : 2) : undefined
  if (reprinted !== undefined && found !== undefined) return behindReprint(text, found.index, reprinted)
  const retold = told.endsFilled ? placeByText({ ...search, tail: told.lines }) : undefined
  if (retold !== undefined && retold.index >= (found?.index ?? 0)) return behindText(retold)
  if (reprinted === undefined && tail.length === 0 && pending.every(line => line.trim() === '')) {
    return before !== undefined && wasIdle(before, snapshot) ? { index: 0, flush: 0 } : { index: 0, flush: 0, gap: unseen }
  }
  // Bound, or wiped at the last look: what the pane shows now is all new, and what the wipe took has its gap already.
  const wiped: Alignment = { index: 0, flush: pending.length, ...(before !== undefined && neverSeen(before) ? {} : { gap: gone(before, snapshot) }) }
  if (found !== undefined) {
    const idle = before !== undefined && wasIdle(before, snapshot) && before.position.historySize === snapshot.state.historySize
    if (found.ambiguous && !idle) return { index: found.index, flush: 0, gap: { why: 'ambiguous', known: 'more than one place in the pane fits' } }
    // A heading, all that is committed yet, stands there again; what stood behind it in the scrollback can only have left with a wipe. Behind more than that a program has printed all anew but its old frames.
    const { solid, said } = solidOf(pending)
    const isHeading = !rewrapped && found.index <= mostHeading
    return isHeading && agreement(solid, snapshot, found.index) < Math.min(2, said) ? wiped : { index: found.index, flush: 0 }
  }
  const behind = placeInPending(search)
  // What follows the committed lines is known up to the top of the pane, so nothing is missing between them.
  if (behind !== undefined) return { index: behind.index, flush: behind.gone }
  // Nothing was printed anew since the last look: the parts alone have it in another form.
  const same = before && alignByPosition(before, snapshot)
  if (same !== undefined && same.gap === undefined) return same
  const rewritten = dropped ? undefined : placeRewritten(search)
  // A program that prints all anew may break the lines elsewhere: where the text goes on is told without them, and nothing is captured twice.
  const broken = dropped ? undefined : (placeByText({ ...search, tail: told.lines }) ?? placeByText(search))
  // What stands above the conversation that was printed again, and is known nowhere, is new.
  if (broken !== undefined) return reprinted !== undefined && reprinted.from < broken.index ? behindReprint(text, 0, { ...reprinted, ...broken }) : behindText(broken)
  if (rewritten?.rewritten === 0) return { index: rewritten.index, flush: 0, reformed: true }
  if (reprinted !== undefined) return behindReprint(text, 0, reprinted)
  if (rewritten !== undefined) {
    return { index: rewritten.index, flush: 0, reformed: true, gap: { why: 'rewritten', known: `the last ${rewritten.rewritten} committed lines were printed anew` } }
  }
  return wiped
}
