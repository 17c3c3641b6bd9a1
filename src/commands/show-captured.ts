import { closeSync } from 'node:fs'
import { pendingRest } from '../core/capture/pending.js'
import type { Paths } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import type { SessionRecord } from '../core/session/session-record.js'
import { UsageError } from '../errors.js'
import { isRealDirectory } from '../shell/files/is-real-directory.js'
import { readWholeLines } from '../shell/files/read-whole-lines.js'
import { tailOffset } from '../shell/files/tail-offset.js'
import { readMarker } from '../shell/parts/marker-file.js'
import { openPart } from '../shell/parts/open-part.js'
import { partNumbers } from '../shell/parts/part-numbers.js'
import { readPending } from '../shell/parts/pending-file.js'
import { readPartTail } from '../shell/parts/read-part-tail.js'
import { readSession } from '../shell/session/session-file.js'
import { sessionPlace } from '../shell/session/session-place.js'
import type { Environment } from './environment.js'

/** What of it is shown. */
export interface ShownText {
  /** Only so many of the last lines. */
  readonly tail?: number | undefined
  /** Behind them also what is still on the screen. */
  readonly pending?: boolean | undefined
}

/** Where the last lines of some parts begin: in which part, at which byte. */
const tailOf = (paths: Paths, id: SessionId, number: number, parts: readonly number[], lines: number): { readonly part: number; readonly offset: number } => {
  let left = lines
  for (const part of parts.toReversed()) {
    const open = openPart(paths, id, number, part)
    try {
      const found = tailOffset(open, left)
      if (found.lines === left) return { part, offset: found.offset }
      left -= found.lines
    } finally {
      closeSync(open.fd)
    }
  }
  return { part: 0, offset: 0 }
}

/** The pending text without those of its lines that a tick has written since. */
const pendingOf = (directory: string, record: SessionRecord): readonly string[] => {
  const [pending, marker] = [readPending(directory, record.id), readMarker(directory, record.id)]
  if (record.status !== 'live' || pending === undefined) return []
  const since = marker === undefined ? 0 : marker.total - pending.total
  return marker === undefined || since <= 0 ? pending.lines : pendingRest(pending.lines, readPartTail(directory, marker.number, marker).slice(-since))
}

/**
 * `show ID`: the captured text, all parts one behind the other, as it is in them, in pieces of whole lines. Throws UsageError (64) for a session that there is not, DataError (65),
 * IoError (74).
 */
export function* showCaptured({ paths }: Environment, id: SessionId, { tail, pending = false }: ShownText = {}): Generator<Buffer, void> {
  const directory = sessionPlace(paths, id)
  const record = isRealDirectory(directory) ? readSession(directory) : undefined
  if (record === undefined) throw new UsageError(`there is no session ${id}`, 'claude-session list shows all there are')
  const parts = partNumbers(directory, record.number)
  const first = tail === undefined ? { part: 0, offset: 0 } : tailOf(paths, id, record.number, parts, tail)
  for (const part of parts.filter(each => each >= first.part)) {
    const open = openPart(paths, id, record.number, part)
    try {
      yield* readWholeLines(open, part === first.part ? first.offset : 0)
    } finally {
      closeSync(open.fd)
    }
  }
  const rest = pending ? pendingOf(sessionPlace(paths, id), record) : []
  if (rest.length > 0) yield Buffer.from(`${rest.join('\n')}\n`)
}
