/**
 * Claude Code's transcript, copied as it grows, so that it survives Claude's 30-day sweep. Claude's file is only ever read; the copies only ever grow. Order: lines
 * are appended to the copy and made durable; damaged ones are kept apart and made durable; the marker is committed. A crash
 * before the marker leaves lines behind it: the next run finds them in the source and counts them, or, when the source has gone or changed by then,
 * lets them stand; a torn one is cut and comes again. A new copy's marker is committed before its first line, so that even those bytes are known for ours.
 */
import { closeSync } from 'node:fs'
import { transcriptCopyName } from '../../core/transcript/transcript-copy-name.js'
import { encodeTranscriptMarker, type TranscriptMarker } from '../../core/transcript/transcript-marker.js'
import type { TranscriptRecord } from '../../core/transcript/transcript-record.js'
import { IoError } from '../../errors.js'
import { appendRanges } from '../files/append-ranges.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { openRegular } from '../files/open-regular.js'
import { readLines } from '../files/read-lines.js'
import { fingerprintAt } from '../parts/inspect-parts.js'
import { keepDamaged, readKept } from './damaged-lines.js'
import { placeCopy, sealCopies, type Place, type Source } from './place-copy.js'
import { readStretch, type Stretch } from './read-stretch.js'
import { sourcePrints } from './source-prints.js'
import { readTranscriptMarker, writeTranscriptMarker } from './transcript-marker-file.js'

/** What is to be copied. */
export interface TranscriptSource {
  /** The session's directory; the caller holds its lock. */
  readonly directory: string
  readonly id: string
  /** Claude's file. */
  readonly source: string
  /** The byte of the source at which this session begins (a line's start). Of weight only while there is no marker. */
  readonly base?: number
  /**
   * Asked for each record that names `compact_boundary`: whether the copy is to stop before it. Not asked for the one that the session begins with
   * (at `base`, when that is not 0).
   */
  readonly stopBefore?: (record: TranscriptRecord, offset: number) => boolean
}

/** What was copied. All offsets are bytes. */
export interface CopiedTranscript {
  /** The name of the current copy in the session's directory. */
  readonly file: string
  /** What is new in it: from, to. Behind a lost marker nothing that was there counts as new. */
  readonly from: number
  readonly to: number
  readonly bytes: number
  readonly lines: number
  /** Damaged lines that were met, and the first of them in the source (line counts from 1). */
  readonly damaged: number
  readonly firstDamaged: { readonly offset: number; readonly line: number } | undefined
  /** How far the source has been dealt with. */
  readonly end: number
  /** Whether the copy goes on in another file than before: the source was replaced, rewritten or shortened. */
  readonly replaced: boolean
  /** Whether there is no source (any more). */
  readonly gone: boolean
  readonly stopped: { readonly offset: number; readonly record: TranscriptRecord } | undefined
}

const lineNumber = (fd: number, offset: number): number => {
  let number = 1
  for (const line of readLines(fd, 0, 0)) {
    if (line.offset >= offset) break
    number += 1
  }
  return number
}

const withoutSource = (directory: string, marker: TranscriptMarker | undefined): CopiedTranscript => {
  const last = [...sealCopies(directory, marker)].at(-1)
  const copy = marker?.copy ?? last?.[0] ?? 1
  const to = marker?.bytes ?? last?.[1] ?? 0
  const nothing = { bytes: 0, lines: 0, damaged: 0, firstDamaged: undefined, replaced: false, stopped: undefined }
  return { ...nothing, file: transcriptCopyName(copy), from: to, to, end: marker?.offset ?? 0, gone: true }
}

type Progress = Pick<TranscriptMarker, 'offset' | 'bytes' | 'lines' | 'damaged' | 'damagedBytes'>

/** Commits the marker, when it says anything new. */
const commit = ({ directory, id, source }: TranscriptSource, { fd, identity }: Source, { copy, base }: Place, progress: Progress, known: TranscriptMarker | undefined): TranscriptMarker => {
  const prints = sourcePrints(fd, progress.offset)
  const copyTail = fingerprintAt(`${directory}/${transcriptCopyName(copy)}`, progress.bytes)
  if (prints === undefined || copyTail === undefined) throw new IoError(`${source} became shorter while it was being copied`, 'The next tick looks at it anew')
  const { offset, bytes, lines, damaged, damagedBytes } = progress
  const marker = { id, source, identity, base, offset, copy, bytes, lines, damaged, damagedBytes, head: prints.head, tail: prints.tail, copyTail }
  if (known === undefined || encodeTranscriptMarker(marker) !== encodeTranscriptMarker(known)) writeTranscriptMarker(directory, marker)
  return marker
}

const copyOpen = (request: TranscriptSource, opened: Source, known: TranscriptMarker | undefined): CopiedTranscript => {
  const { directory, base = 0, stopBefore } = request
  const place = placeCopy(directory, opened, known, base)
  const right = place.confirmed ? known : undefined
  const file = transcriptCopyName(place.copy)
  const begun = place.base > 0 ? place.base : -1
  let kept = keepDamaged(directory, opened.fd, place.damaged, readKept(directory, right?.damagedBytes ?? 0))
  let progress: Progress = { ...place, damaged: (right?.damaged ?? 0) + place.damaged.length, damagedBytes: right?.damagedBytes ?? 0 }
  let committed = right ?? commit(request, opened, place, progress, known)
  const { bytes: from, lines: linesBefore } = committed
  // Of a marker that was wrong nobody knows which of them were met before.
  const met = right === undefined ? [] : [...place.damaged]
  let stretch: Stretch
  do {
    stretch = readStretch(opened.fd, progress.offset, (record, offset) => offset !== begun && stopBefore?.(record, offset) === true)
    const bytes = stretch.sound.length === 0 ? progress.bytes : appendRanges(`${directory}/${file}`, opened.fd, stretch.sound)
    kept = keepDamaged(directory, opened.fd, stretch.damaged, kept)
    met.push(...stretch.damaged)
    // What is kept and was not met again by the end is of an earlier source: it is counted too.
    const damagedBytes = kept.uncounted.size === 0 || !stretch.more ? kept.bytes : progress.damagedBytes
    progress = { offset: stretch.end, bytes, lines: progress.lines + stretch.lines, damaged: progress.damaged + stretch.damaged.length, damagedBytes }
    committed = commit(request, opened, place, progress, committed)
  } while (stretch.more)
  const [worst] = met
  return {
    file,
    from,
    to: progress.bytes,
    bytes: progress.bytes - from,
    lines: progress.lines - linesBefore,
    damaged: met.length,
    firstDamaged: worst === undefined ? undefined : { offset: worst.offset, line: lineNumber(opened.fd, worst.offset) },
    end: progress.offset,
    replaced: right === undefined && (known === undefined ? place.copy > 1 && place.bytes === 0 : place.copy !== known.copy),
    gone: false,
    stopped: stretch.stopped,
  }
}

/**
 * Copies what is new in Claude's transcript. In: whose, from where, see `TranscriptSource`. Out: what was copied, and what the caller should say a warning about
 * (damaged lines, a replaced source). No source is not an error: `gone`. Throws IoError (74); what was committed until then stays.
 */
export const copyTranscript = (request: TranscriptSource): CopiedTranscript => {
  const known = readTranscriptMarker(request.directory, request.id)
  const opened = openRegular(request.source)
  if (opened === undefined) return withoutSource(request.directory, known)
  try {
    return copyOpen(request, { fd: opened.fd, identity: `${opened.stat.dev}:${opened.stat.ino}` }, known)
  } catch (error) {
    throw errorCode(error) === undefined ? error : ioError('Copying', request.source, error)
  } finally {
    closeSync(opened.fd)
  }
}
