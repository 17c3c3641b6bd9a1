/**
 * One capture of one session, under its lock. What is written, in this order, and what a crash after each step leaves:
 *   1. a torn or damaged end of the parts is cut (what was damaged stands aside)    -> the parts end with a whole line
 *   2. gaps                    -> a gap without the lines behind it; the next tick finds the same gap and does not repeat it
 *   3. the new lines, fsync    -> lines behind the marker; the next tick finds them there and goes on behind them
 *   4. the marker, renamed     -> the old pending text; what of it is committed by now is left out when it is used
 *   5. the pending text        -> done
 * Lines are never written from the marker's word alone: the pane must show the lines before them, or a gap says that it does not.
 */
import type { Before } from '../core/capture/align.js'
import type { Captured } from '../core/capture/capture-line.js'
import type { Gap, GapReason } from '../core/capture/gap.js'
import type { Marker } from '../core/capture/marker.js'
import { pendingRest } from '../core/capture/pending.js'
import { planCapture, type CapturePlan } from '../core/capture/plan-capture.js'
import { planHidden } from '../core/capture/plan-hidden.js'
import { planWipe } from '../core/capture/plan-wipe.js'
import { extendTail } from '../core/capture/tail.js'
import { redactLine } from '../core/redaction/redact-line.js'
import { partName } from '../core/session/part-name.js'
import { splitParts } from '../core/session/split-parts.js'
import type { Settings } from '../core/settings.js'
import { cleanLine } from '../core/text/clean-line.js'
import { appendParts } from '../shell/parts/append-parts.js'
import { appendGaps } from '../shell/parts/gap-file.js'
import { fingerprintAt, inspectParts, type PartsState } from '../shell/parts/inspect-parts.js'
import { writeMarker } from '../shell/parts/marker-file.js'
import { readPending, writePending } from '../shell/parts/pending-file.js'
import { readPartTail } from '../shell/parts/read-part-tail.js'
import type { PaneAddress } from '../shell/tmux/take-snapshot.js'
import { observePane, type Observation } from './observe-pane.js'

/** What a session is captured with. `marker` is undefined when there is no valid one; the pane then comes from session.toml. */
export interface CaptureInput {
  readonly id: string
  readonly directory: string
  readonly project: string
  readonly number: number
  readonly address: PaneAddress
  readonly marker: Marker | undefined
  readonly settings: Settings
  /** Commit the pending lines and the visible screen too: the session ends. */
  readonly final: boolean
  readonly now: Date
  /** The program that tmux started in the pane. */
  readonly panePid: number
  /** Lines of the sessions before this one in its lineage, oldest first; asked for only when content must decide. */
  readonly earlier: () => readonly string[]
  /**
   * When the pane was wiped, commit what left it and no more, and tell this function before that is written down: what the pane shows now may belong to the
   * next session, and what was lost may be known from elsewhere. Undefined: go on at the top of the pane at once.
   */
  readonly onWipe?: ((wipe: Wipe) => void) | undefined
}

/** A pane whose known text is nowhere to be found. */
export interface Wipe {
  readonly why: GapReason
  /** The share of its history's rows that it lost, at unchanged width; 0 when that cannot be told. */
  readonly drop: number
}

/** What a capture did. */
export interface CaptureResult {
  readonly plan: Pick<CapturePlan, 'lines' | 'pending'>
  readonly captured: readonly Captured[]
  /** Where the parts ended before: the first new line is the one behind it. */
  readonly start: { readonly part: number; readonly line: number }
  readonly gaps: readonly Gap[]
  readonly total: number
  /** The pane or its server has ended. */
  readonly gone: boolean
  /** Rows that the pane's history holds; undefined when the pane is gone. */
  readonly historyLimit: number | undefined
  /** The pane was wiped, and what it shows now is not captured yet (see `onWipe`); when it ended, nothing is. */
  readonly wiped: GapReason | undefined
  /** There is more in the pane, which is to be captured at once. */
  readonly more: boolean
  /** All text that the pane showed, from where it was read. */
  readonly shown: () => readonly string[]
  /** A full-screen program is on. */
  readonly alternate: boolean
}

const goneObservation = 'gone'

/** The history size of a pane that was bound, or wiped, and not looked at since. */
const neverLooked = -1

/** A session with fewer lines than these may have to be placed by what stands before it in its lineage. */
const enoughLines = 200

/** The plan when there is no pane any more: what was seen last and never settled is committed, and a gap says that the rest is unknown. */
const planGone = (pending: readonly string[], parts: PartsState, rotateLines: number, at: string): CapturePlan => {
  const split = splitParts(parts, pending, rotateLines)
  const known = 'the pane or its tmux server ended; what was printed after the last tick was not seen'
  return {
    gaps: [{ why: 'pane-gone', part: split.end.part, line: split.end.line, at, known, filled: null }],
    lines: pending,
    appends: split.appends,
    end: split.end,
    pending: [],
    row: 0,
    lineIndex: -1,
  }
}

/** The share of its rows that the history lost: what a compaction does to it, and a shell's `clear`. */
const dropOf = ({ snapshot: { state }, alignment }: Observation, marker: Marker | undefined): number =>
  alignment.gap?.why !== 'cleared' || marker === undefined || marker.historySize <= 0 || marker.width !== state.width
    ? 0
    : Math.max(0, 1 - state.historySize / marker.historySize)

const firstIndexOf = ({ snapshot, alignment }: Observation, before: Before | undefined): number => {
  if (snapshot.from === 0) return 0
  if (before === undefined || before.position.lineIndex < 0 || before.position.width !== snapshot.state.width) return -1
  return before.position.lineIndex + before.uncommitted.length - alignment.index
}

/** Captures once. The caller holds the session's lock. Throws IoError (74) and UnavailableError (69); nothing is lost then. */
export const captureSession = (input: CaptureInput): CaptureResult => {
  const { id, directory, number, marker, settings, final } = input
  const at = input.now.toISOString()
  const parts = inspectParts(directory, number, marker)
  const saved = readPending(directory, id)
  let tail: readonly string[] | undefined
  const readTail = (): readonly string[] => (tail ??= readPartTail(directory, number, parts))
  const readAll = (): readonly string[] => (parts.total < enoughLines ? [...input.earlier(), ...readTail()] : readTail())
  const unsaid = Math.max(0, parts.total - (saved?.total ?? parts.total))
  const pending = saved === undefined ? [] : unsaid === 0 ? saved.lines : pendingRest(saved.lines, readTail().slice(-unsaid))
  const usable = marker !== undefined && (parts.trusted || parts.total >= marker.total)
  const before: Before | undefined = usable
    ? { position: marker, tail: marker.tail, pending, uncommitted: parts.uncommitted, endsFilled: marker.filled === parts.total && marker.accountedFile !== '' }
    : undefined
  const clean = settings.redact ? (text: string): string => redactLine(cleanLine(text)) : cleanLine
  const observed = marker?.gone === true ? goneObservation : (observePane({ address: input.address, before, tail: readAll, pending: () => pending, clean }) ?? goneObservation)

  const why = observed === goneObservation ? undefined : observed.alignment.gap?.why
  const wipe: Wipe | undefined =
    input.onWipe !== undefined && observed !== goneObservation && (why === 'cleared' || why === 'overflow') ? { why, drop: dropOf(observed, marker) } : undefined
  const hidden = observed !== goneObservation && observed.hidden === true ? marker : undefined
  const plan: CapturePlan =
    observed === goneObservation
      ? marker?.gone === true
        ? { ...planGone([], parts, settings.rotateLines, at), gaps: [] }
        : planGone(pending, parts, settings.rotateLines, at)
      : hidden !== undefined
        ? planHidden(pending, parts, hidden, settings.rotateLines, final)
        : wipe !== undefined
        ? planWipe(observed.alignment, pending, parts, settings.rotateLines, at)
        : planCapture({
          ...observed,
          pending,
          end: parts,
          rotateLines: settings.rotateLines,
          // A dead pane (remain-on-exit) prints nothing any more: what it shows is settled.
          final: final || observed.snapshot.state.dead,
          at,
          firstIndex: firstIndexOf(observed, before),
        })
  const since = marker === undefined || marker.historySize < 0 ? {} : { since: new Date(marker.at * 1000).toISOString() }
  const damage: Gap[] = parts.damage === undefined ? [] : [{ why: 'damaged', part: parts.part, line: parts.line, at, known: parts.damage, filled: null }]
  if (wipe !== undefined) input.onWipe?.(wipe)
  const gaps = appendGaps(`${directory}/gaps.jsonl`, [...damage, ...plan.gaps.map(gap => ({ ...gap, ...since }))])
  const sizes = appendParts(directory, number, plan.appends)
  const total = parts.total + plan.lines.length
  const bytes = plan.end.line === 0 ? 0 : (sizes.get(plan.end.part) ?? parts.bytes)
  const state = observed === goneObservation ? undefined : observed.snapshot.state
  const tailBefore = before?.tail ?? extendTail([], readTail())
  const next: Marker = {
    id,
    number,
    part: plan.end.part,
    line: plan.end.line,
    bytes,
    total,
    fingerprint: fingerprintAt(`${directory}/${partName(number, plan.end.part)}`, bytes) ?? 0,
    socket: input.address.socket,
    serverPid: input.address.serverPid,
    serverStart: input.address.serverStart,
    version: state?.version ?? input.address.version,
    pane: input.address.pane,
    gone: observed === goneObservation,
    row: plan.row,
    lineIndex: plan.lineIndex,
    width: hidden?.width ?? state?.width ?? 0,
    historySize: wipe === undefined ? (hidden?.historySize ?? state?.historySize ?? 0) : neverLooked,
    at: Math.floor(input.now.getTime() / 1000),
    directory: input.project,
    tail: plan.stands === undefined ? extendTail(tailBefore, [...(before?.uncommitted ?? []), ...plan.lines]) : extendTail([], plan.stands),
    panePid: input.panePid,
    alternate: state?.alternate ?? false,
    accountedFile: marker?.accountedFile ?? '',
    accounted: marker?.accounted ?? 0,
    filled: marker?.filled ?? -1,
  }
  // A marker that only says "looked again" is no news to keep through a power loss.
  const news = marker === undefined || !parts.trusted || plan.lines.length > 0 || marker.row !== next.row || marker.width !== next.width
  writeMarker(directory, next, { durable: news || marker.gone !== next.gone })
  if (saved?.total !== total || saved.lines.join('\n') !== plan.pending.join('\n')) writePending(directory, id, { total, lines: plan.pending })
  return {
    plan: { lines: plan.lines, pending: plan.pending },
    captured: plan.appends.map(({ part, lines }) => ({ part, count: lines.length })),
    start: { part: parts.part, line: parts.line },
    gaps,
    total,
    gone: observed === goneObservation || state?.dead === true,
    historyLimit: state?.historyLimit,
    wiped: wipe?.why ?? plan.gaps.find(gap => gap.why === 'pane-gone')?.why,
    shown: () => (observed === goneObservation ? [] : observed.snapshot.lines.map(line => line.text)),
    alternate: state?.alternate ?? false,
    more: observed !== goneObservation && observed.snapshot.cut === true,
  }
}
