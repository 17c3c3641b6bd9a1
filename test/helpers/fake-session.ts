/**
 * A session without disk and tmux: the pure core put together as src/commands/capture-session.ts and observe-pane.ts do it, with the parts, the marker, the pending
 * text and the gaps in memory, so that a tick can be cut off after any of its steps.
 */
import { alignByContent, alignByPosition, type Alignment, type Before } from '../../src/core/capture/align.js'
import { sameGap, type Gap } from '../../src/core/capture/gap.js'
import { decodeMarker, encodeMarker, type Marker } from '../../src/core/capture/marker.js'
import { otherPlaces } from '../../src/core/capture/other-places.js'
import { pendingRest, type Pending } from '../../src/core/capture/pending.js'
import { planCapture, type CapturePlan } from '../../src/core/capture/plan-capture.js'
import { planWipe } from '../../src/core/capture/plan-wipe.js'
import { extendTail } from '../../src/core/capture/tail.js'
import { splitParts } from '../../src/core/session/split-parts.js'
import type { Snapshot } from '../../src/core/tmux/snapshot.js'
import type { FakeGrid } from './fake-grid.js'

/** Where a killed tick stopped: after the first of several captures, or in the last one after its gaps, in the middle of its lines, after them, after the marker; or not at all. */
export type CutOff = 'capture' | 'gaps' | 'half' | 'lines' | 'marker' | 'never'

/** A session whose pane is a fake grid; undefined once the pane is gone. */
export interface FakeSession {
  readonly tick: (pane: FakeGrid | undefined, options: { at: number; activity?: number; final?: boolean; cutOff?: CutOff }) => void
  /** What `begin` does when the pane is another one. */
  readonly bind: (width: number) => void
  readonly loseMarker: () => void
  readonly lines: readonly string[]
  readonly gaps: readonly Gap[]
  /** How often the position alone was enough, and how often the whole pane was read. */
  readonly looks: { quick: number; whole: number }
}

// As in observe-pane.ts and read-part-tail.ts.
const tailLines = 4_000
/** How many rows are read: above the old position, on the chance that no more are new, and at a time. */
export interface RowsRead {
  readonly overlap: number
  readonly guessed: number
  readonly most: number
}
export const rowsRead: RowsRead = { overlap: 160, guessed: 320, most: 50_000 }
const stopAbove = (above: number, most: number): number => (above > 2 * most ? above - most : 0)
const advances = ({ snapshot, alignment }: { snapshot: Snapshot; alignment: Alignment }): boolean => snapshot.cut !== true || snapshot.lines.length - 1 > alignment.index

const certain = (pane: FakeGrid, before: Before, snapshot: Snapshot, alignment: Alignment): { snapshot: Snapshot; alignment: Alignment } | undefined => {
  const compare = otherPlaces(before, snapshot, alignment)
  const rowsAt = (start: number): string => pane.rows(start, compare?.count ?? 0).join('\n')
  return compare?.others.some(other => rowsAt(other) === rowsAt(compare.place)) ? undefined : { snapshot, alignment }
}

const observe = (pane: FakeGrid, activity: number, before: Before | undefined, tail: readonly string[], pending: readonly string[], looks: { quick: number; whole: number }, { overlap, guessed, most }: RowsRead): { snapshot: Snapshot; alignment: Alignment } => {
  looks.quick += 1
  if (before !== undefined) {
    const guess = pane.snapshot(guessed, activity)
    const alignment = alignByPosition(before, guess)
    const found = alignment && certain(pane, before, guess, alignment)
    if (found !== undefined) return found
    const above = guess.state.historySize - before.position.row + overlap
    if (alignment === undefined && guess.state.width === before.position.width && above > guessed && guess.from !== 0) {
      const exact = pane.snapshot(above + guessed, activity, stopAbove(Math.min(above + guessed, guess.state.historySize), most))
      const again = alignByPosition(before, exact)
      const foundAgain = again && advances({ snapshot: exact, alignment: again }) ? certain(pane, before, exact, again) : undefined
      if (foundAgain !== undefined) return foundAgain
    }
  }
  looks.quick -= 1
  looks.whole += 1
  if (tail.length === 0 && pending.every(line => line.trim() === '')) {
    const stop = stopAbove(pane.snapshot(0, activity).state.historySize, most)
    const top = stop === 0 ? undefined : pane.snapshot(Infinity, activity, stop)
    const found = top && { snapshot: top, alignment: alignByContent(top, [], [], before) }
    if (found !== undefined && advances(found)) return found
  }
  const snapshot = pane.snapshot(Infinity, activity)
  return { snapshot, alignment: alignByContent(snapshot, tail, pending, before) }
}

/** A session that has captured nothing yet. In: the lines a part takes; the rows that are read. */
export const fakeSession = (rotateLines = 60_000, rows = rowsRead): FakeSession => {
  const id = 'fake'
  const lines: string[] = []
  const gaps: Gap[] = []
  const looks = { quick: 0, whole: 0 }
  let marker: Marker | undefined
  let saved: Pending | undefined
  const place = (total: number): { part: number; line: number } => ({ part: 1 + Math.floor(total / rotateLines), line: total % rotateLines })
  const blank = (width: number): Marker => ({
    id, number: 1, ...place(lines.length), bytes: 0, total: lines.length, fingerprint: 0, socket: '/s', serverPid: 1, serverStart: 1, version: '3.3a', pane: '%0',
    gone: false, row: 0, lineIndex: 0, width, historySize: -1, at: 0, directory: '/p', tail: [], panePid: 0, alternate: false, accountedFile: '', accounted: 0, filled: 0,
  })
  /** Out: whether there is more to capture at once. */
  const capture = (pane: FakeGrid | undefined, { at, activity = at, final = false }: Parameters<FakeSession['tick']>[1], cutOff: CutOff, splits: boolean): boolean => {
    const end = place(lines.length)
    const known = marker && decodeMarker(encodeMarker(marker), id)
    const uncommitted = known === undefined ? [] : lines.slice(known.total)
    const tail = lines.slice(-tailLines)
    const since = Math.max(0, lines.length - (saved?.total ?? lines.length))
    const pending = saved === undefined ? [] : since === 0 ? saved.lines : pendingRest(saved.lines, tail.slice(-since))
    const before: Before | undefined = known && { position: known, tail: known.tail, pending, uncommitted }
    const iso = new Date(at * 1000).toISOString()
    let plan: CapturePlan
    let state: Snapshot['state'] | undefined
    let [wiped, cut] = [false, false]
    if (pane === undefined) {
      const split = splitParts(end, pending, rotateLines)
      plan = { gaps: [{ why: 'pane-gone', part: split.end.part, line: split.end.line, at: iso, known: '', filled: null }], lines: pending, appends: split.appends, end: split.end, pending: [], row: 0, lineIndex: -1 }
    } else {
      const { snapshot, alignment } = observe(pane, activity, before, tail, pending, looks, rows)
      state = snapshot.state
      const exact = before !== undefined && before.position.lineIndex >= 0 && before.position.width === state.width
      const firstIndex = snapshot.from === 0 ? 0 : exact ? before.position.lineIndex + uncommitted.length - alignment.index : -1
      wiped = splits && (alignment.gap?.why === 'cleared' || alignment.gap?.why === 'overflow')
      cut = snapshot.cut === true
      plan = wiped ? planWipe(alignment, pending, end, rotateLines, iso) : planCapture({ alignment, snapshot, pending, end, rotateLines, final, at: iso, firstIndex })
    }
    for (const gap of plan.gaps) if (!gaps.some(other => sameGap(gap, other))) gaps.push(gap)
    const more = wiped || cut
    const stopped = more ? 'never' : cutOff
    if (stopped === 'gaps') return false
    lines.push(...(stopped === 'half' ? plan.lines.slice(0, Math.floor(plan.lines.length / 2)) : plan.lines))
    if (stopped === 'half' || stopped === 'lines') return false
    marker = {
      ...blank(state?.width ?? 0),
      at,
      ...plan.end,
      gone: pane === undefined,
      row: plan.row,
      lineIndex: plan.lineIndex,
      historySize: wiped ? -1 : (state?.historySize ?? 0),
      tail: plan.stands === undefined ? extendTail(before?.tail ?? extendTail([], tail), [...uncommitted, ...plan.lines]) : extendTail([], plan.stands),
    }
    if (stopped === 'marker') return false
    saved = { total: lines.length, lines: plan.pending }
    return more
  }
  const tick: FakeSession['tick'] = (pane, options) => {
    const { cutOff = 'never' } = options
    // A wipe ends the first look; what is to be seen behind it is never a second one.
    for (let splits = true; capture(pane, options, cutOff, splits) && cutOff !== 'capture'; splits = false);
  }
  return {
    tick,
    bind: width => void (marker = blank(width)),
    loseMarker: () => void (marker = undefined),
    lines,
    gaps,
    looks,
  }
}
