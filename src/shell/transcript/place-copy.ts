/**
 * Where the copy of a transcript goes on. The marker proposes; the source's and the copy's fingerprints confirm it, at the cost of a few small reads. When
 * they do not (another file, a rewritten or shortened one, a lost marker), content decides: a copy is gone on with when the source holds all of its
 * lines one behind the other; when none is, a new one is begun beside them. Nothing that stands in a copy as a whole line is ever taken away, but what a power
 * loss made of bytes that no marker has counted.
 */
import { closeSync, constants, openSync } from 'node:fs'
import { transcriptCopyName, transcriptCopyNumber } from '../../core/transcript/transcript-copy-name.js'
import type { TranscriptMarker } from '../../core/transcript/transcript-marker.js'
import type { Range } from '../files/append-ranges.js'
import { listNames } from '../files/list-names.js'
import { readLines } from '../files/read-lines.js'
import { readRange } from '../files/read-range.js'
import { fingerprintAt } from '../parts/inspect-parts.js'
import { followCopy, sameBytes, type Followed } from './follow-copy.js'
import { judgeLine, longestParsed } from './judge-line.js'
import { sealCopy } from './seal-copy.js'
import { sourcePrints } from './source-prints.js'

/** Where to go on. */
export interface Place {
  readonly copy: number
  readonly bytes: number
  readonly lines: number
  readonly base: number
  /** In the source. */
  readonly offset: number
  /** Damaged lines of the source before `offset` that the marker has not counted. */
  readonly damaged: readonly Range[]
  /** Whether the marker was right. */
  readonly confirmed: boolean
}

/** A source that is open. */
export interface Source {
  readonly fd: number
  readonly identity: string
}

// Of a line that comes again and again only the first places are tried.
const mostTries = 16

const fileOf = (directory: string, copy: number): string => `${directory}/${transcriptCopyName(copy)}`

const copiesIn = (directory: string): number[] => listNames(directory).flatMap(name => transcriptCopyNumber(name) ?? []).sort((one, other) => one - other)

const withCopy = <T>(file: string, use: (fd: number) => T): T => {
  const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    return use(fd)
  } finally {
    closeSync(fd)
  }
}

/** Repairs what killed runs left. Out: the bytes of each copy that has any. Throws IoError (74). */
export const sealCopies = (directory: string, marker: TranscriptMarker | undefined): Map<number, number> => {
  const sizes = new Map<number, number>()
  for (const copy of copiesIn(directory)) {
    const file = fileOf(directory, copy)
    // Behind a marker that is this copy's there is nothing but ours; elsewhere a person may have been at work.
    const judged = marker?.copy === copy && fingerprintAt(file, marker.bytes) === marker.copyTail
    const size = sealCopy(file, judged ? marker.bytes : 0, { judged })
    if (size > 0) sizes.set(copy, size)
  }
  return sizes
}

const holdsPrints = ({ fd }: Source, { offset, head, tail }: TranscriptMarker): boolean => {
  const prints = sourcePrints(fd, offset)
  return prints?.head === head && prints.tail === tail
}

const confirm = (directory: string, source: Source, marker: TranscriptMarker): Place | undefined => {
  const { copy, bytes, lines, base, offset } = marker
  const file = fileOf(directory, copy)
  if (source.identity !== marker.identity || !holdsPrints(source, marker) || fingerprintAt(file, bytes) !== marker.copyTail) return undefined
  const end = sealCopy(file, bytes, { judged: true })
  const adopted: Followed | undefined =
    end <= bytes ? { offset, lines: 0, damaged: [] } : withCopy(file, fd => followCopy(fd, { offset: bytes, end }, source.fd, offset))
  if (adopted === undefined) return undefined
  return { copy, bytes: Math.max(bytes, end), lines: lines + adopted.lines, base, offset: adopted.offset, damaged: adopted.damaged, confirmed: true }
}

/** Whether a line of the source begins at `offset`. */
const beginsLine = (fd: number, offset: number): boolean => offset === 0 || readRange(fd, offset - 1, offset)?.[0] === 0x0a

/** Where else in the source the first line of a copy stands. One without a uuid may stand anywhere by chance and is not looked for. */
const placesOfFirst = (copy: number, source: number): number[] => {
  const [first] = readLines(copy, 0, longestParsed)
  if (first === undefined || (judgeLine(copy, first).record?.uuid ?? '') === '') return []
  const places: number[] = []
  for (const line of readLines(source, 0, longestParsed)) {
    if (line.end - line.offset === first.end && sameBytes(copy, 0, source, line.offset, first.end)) places.push(line.offset)
    if (places.length === mostTries) break
  }
  return places
}

const resume = (directory: string, source: Source, copy: number, bytes: number, bases: readonly number[], search: boolean): Place | undefined =>
  withCopy(fileOf(directory, copy), fd => {
    const attempt = (base: number): Place | undefined => {
      const followed = followCopy(fd, { offset: 0, end: bytes }, source.fd, base)
      return followed === undefined ? undefined : { copy, bytes, base, confirmed: false, ...followed }
    }
    for (const base of bases) {
      const place = beginsLine(source.fd, base) ? attempt(base) : undefined
      if (place !== undefined) return place
    }
    for (const base of search ? placesOfFirst(fd, source.fd) : []) {
      const place = attempt(base)
      if (place !== undefined) return place
    }
    return undefined
  })

/**
 * Where the copy goes on. In: the session's directory; the open source; the marker, if there is a valid one; the byte of the source at which the
 * session's first copy begins. Throws IoError (74), or the errno of the call that failed.
 */
export const placeCopy = (directory: string, source: Source, marker: TranscriptMarker | undefined, base: number): Place => {
  const confirmed = marker === undefined ? undefined : confirm(directory, source, marker)
  if (confirmed !== undefined) return confirmed
  const sizes = [...sealCopies(directory, marker)].reverse()
  const known = marker?.copy === 1 ? marker.base : base
  const midway = marker === undefined || known > 0 || base > 0
  for (const [copy, bytes] of sizes) {
    // Only the first copy can begin in the middle of its source.
    const found = resume(directory, source, copy, bytes, copy === 1 ? [...new Set([known, base, 0])] : [0], copy === 1 && midway)
    if (found !== undefined) return found
  }
  const copy = (sizes[0]?.[0] ?? 0) + 1
  // A base is a place in one file: in another it means nothing.
  const holds = marker === undefined || holdsPrints(source, marker)
  const begin = copy === 1 && holds && beginsLine(source.fd, known) ? known : 0
  return { copy, bytes: 0, lines: 0, base: begin, offset: begin, damaged: [], confirmed: false }
}
