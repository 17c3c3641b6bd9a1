/**
 * Appends lines that the pane never showed. Steps: the filling is written down whole; its lines are appended, durably; the marker is committed; the
 * pending text is written behind the new total; the gap is told what fills it; the records that wait
 * are noted; the filling is removed. A crash after any of them leaves the
 * filling, and the next tick goes on where the parts say, before it looks at the pane.
 */
import type { Marker } from '../core/capture/marker.js'
import type { Filling } from '../core/filling/filling.js'
import { fillingRest } from '../core/filling/filling.js'
import { partName } from '../core/session/part-name.js'
import { splitParts } from '../core/session/split-parts.js'
import { appendParts } from '../shell/parts/append-parts.js'
import { readFilling, removeFilling, writeFilling } from '../shell/parts/filling-file.js'
import { fillGap } from '../shell/parts/gap-file.js'
import { fingerprintAt, inspectParts } from '../shell/parts/inspect-parts.js'
import { writeMarker } from '../shell/parts/marker-file.js'
import { readPending, writePending } from '../shell/parts/pending-file.js'
import { readPartTail } from '../shell/parts/read-part-tail.js'
import { writeWaiting } from '../shell/parts/waiting-file.js'

/** The session whose parts take the lines; its lock is held. */
export interface FilledSession {
  readonly id: string
  readonly directory: string
  readonly number: number
  readonly rotateLines: number
}

const apply = ({ id, directory, number, rotateLines }: FilledSession, filling: Filling, marker: Marker): Marker => {
  const parts = inspectParts(directory, number, marker)
  const pending = readPending(directory, id)
  const whole = filling.total + filling.lines.length
  // A crash can leave more of a long filling than the usual look at the end of the parts shows.
  const last = parts.total > filling.total ? readPartTail(directory, number, parts, { all: true }) : []
  const rest = fillingRest(filling, parts.total, last)
  let next = marker
  if (rest !== undefined && parts.total + rest.length === whole) {
    const split = splitParts(parts, rest, rotateLines)
    const sizes = appendParts(directory, number, split.appends)
    const bytes = split.end.line === 0 ? 0 : (sizes.get(split.end.part) ?? parts.bytes)
    // The tail stays what the pane shows: the filled-in lines do not stand there.
    next = {
      ...marker,
      part: split.end.part,
      line: split.end.line,
      bytes,
      total: whole,
      fingerprint: fingerprintAt(`${directory}/${partName(number, split.end.part)}`, bytes) ?? 0,
      accountedFile: filling.accountedFile,
      accounted: filling.accounted,
      filled: whole,
    }
    writeMarker(directory, next)
    if (pending?.total === filling.total) writePending(directory, id, { total: whole, lines: pending.lines })
  }
  if (filling.gap !== null && rest !== undefined) fillGap(`${directory}/gaps.jsonl`, filling.gap)
  if (rest !== undefined) writeWaiting(directory, id, filling.waiting)
  removeFilling(directory, id)
  return next
}

/** Appends `filling`. In: the session and its marker, which is valid. Out: the marker behind it. Throws IoError (74). */
export const appendFilling = (session: FilledSession, marker: Marker, filling: Filling): Marker => {
  writeFilling(session.directory, session.id, filling)
  return apply(session, filling, marker)
}

/** Finishes what a crash cut off; the first thing a tick does. In: the session and its marker. Out: the marker behind it. Throws IoError (74). */
export const resumeFilling = (session: FilledSession, marker: Marker): Marker => {
  const filling = readFilling(session.directory, session.id)
  return filling === undefined ? marker : apply(session, filling, marker)
}
