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
import { extendTail } from '../../src/core/capture/tail.js'
import { splitParts } from '../../src/core/session/split-parts.js'
import type { Snapshot } from '../../src/core/tmux/snapshot.js'
import type { FakeGrid } from './fake-grid.js'

/** Where a killed tick stopped: after its gaps, in the middle of its lines, after them, after the marker; or not at all. */
export type CutOff = 'gaps' | 'half' | 'lines' | 'marker' | 'never'

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
const overlapRows = 160
const guessedRows = 320
const tailLines = 4_000

const certain = (pane: FakeGrid, before: Before, snapshot: Snapshot, alignment: Alignment): { snapshot: Snapshot; alignment: Alignment } | undefined => {
  const compare = otherPlaces(before, snapshot, alignment)
  const rowsAt = (start: number): string => pane.rows(start, compare?.count ?? 0).join('\n')
  return compare?.others.some(other => rowsAt(other) === rowsAt(compare.place)) ? undefined : { snapshot, alignment }
}

const observe = (pane: FakeGrid, activity: number, before: Before | undefined, tail: readonly string[], pending: readonly string[], looks: { quick: number; whole: number }): { snapshot: Snapshot; alignment: Alignment } => {
  looks.quick += 1
  if (before !== undefined) {
    const guess = pane.snapshot(guessedRows, activity)
    const alignment = alignByPosition(before, guess)
    const found = alignment && certain(pane, before, guess, alignment)
    if (found !== undefined) return found
    const above = guess.state.historySize - before.position.row + overlapRows
    if (alignment === undefined && guess.state.width === before.position.width && above > guessedRows && guess.from !== 0) {
      const exact = pane.snapshot(above + guessedRows, activity)
      const again = alignByPosition(before, exact)
      const foundAgain = again && certain(pane, before, exact, again)
      if (foundAgain !== undefined) return foundAgain
    }
  }
  looks.quick -= 1
  looks.whole += 1
  const snapshot = pane.snapshot(Infinity, activity)
  return { snapshot, alignment: alignByContent(snapshot, tail, pending, before) }
}

/** A session that has captured nothing yet. In: the lines a part takes. */
export const fakeSession = (rotateLines = 60_000): FakeSession => {
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
  const tick: FakeSession['tick'] = (pane, { at, activity = at, final = false, cutOff = 'never' }) => {
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
    if (pane === undefined) {
      const split = splitParts(end, pending, rotateLines)
      plan = { gaps: [{ why: 'pane-gone', part: split.end.part, line: split.end.line, at: iso, known: '', filled: null }], lines: pending, appends: split.appends, end: split.end, pending: [], row: 0, lineIndex: -1 }
    } else {
      const { snapshot, alignment } = observe(pane, activity, before, tail, pending, looks)
      state = snapshot.state
      const exact = before !== undefined && before.position.lineIndex >= 0 && before.position.width === state.width
      const firstIndex = snapshot.from === 0 ? 0 : exact ? before.position.lineIndex + uncommitted.length - alignment.index : -1
      plan = planCapture({ alignment, snapshot, pending, end, rotateLines, final, at: iso, firstIndex })
    }
    for (const gap of plan.gaps) if (!gaps.some(other => sameGap(gap, other))) gaps.push(gap)
    if (cutOff === 'gaps') return
    if (cutOff === 'half') return void lines.push(...plan.lines.slice(0, Math.floor(plan.lines.length / 2)))
    lines.push(...plan.lines)
    if (cutOff === 'lines') return
    marker = {
      ...blank(state?.width ?? 0),
      at,
      ...plan.end,
      gone: pane === undefined,
      row: plan.row,
      lineIndex: plan.lineIndex,
      historySize: state?.historySize ?? 0,
      tail: extendTail(before?.tail ?? extendTail([], tail), [...uncommitted, ...plan.lines]),
    }
    if (cutOff === 'marker') return
    saved = { total: lines.length, lines: plan.pending }
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
