import { hashLine } from '../capture/hash-line.js'

/**
 * How far the copy of a transcript goes. As the capture's marker it is a hint with a checksum, never the truth: a crash before its rename leaves the old one,
 * and what stands in the copy behind it is compared with the source; a missing, damaged or foreign one is rebuilt from the copies and the source.
 */
export interface TranscriptMarker {
  readonly id: string
  /** Claude's file, as it was last called. For people: what it is, its content decides. */
  readonly source: string
  /** Device and inode of the source, `<dev>:<ino>`: while they stay, the fingerprints are looked at and not the whole file. */
  readonly identity: string
  /** Where in the source the current copy begins, in bytes. */
  readonly base: number
  /** Everything before this byte of the source is copied or kept apart. */
  readonly offset: number
  /** The current copy (1: transcript.jsonl), its bytes and lines. */
  readonly copy: number
  readonly bytes: number
  readonly lines: number
  /** The damaged lines of the source between `base` and `offset`, and how far transcript.damaged is counted, in bytes. */
  readonly damaged: number
  readonly damagedBytes: number
  /** Fingerprints: the source's first bytes, its bytes before `offset`, the copy's bytes before `bytes`. */
  readonly head: number
  readonly tail: number
  readonly copyTail: number
}

const version = 1
const seal = (body: string): string => `${body.length.toString(36)}-${hashLine(body).toString(36)}`

/** A marker to the text of its file: a line of JSON and a line with its checksum. */
export const encodeTranscriptMarker = (marker: TranscriptMarker): string => {
  const body = JSON.stringify({ version, ...marker })
  return `${body}\n${seal(body)}\n`
}

/** The text of a marker's file to the marker. Out: undefined for what `encodeTranscriptMarker` did not write, byte for byte, for this session in this version. */
export const decodeTranscriptMarker = (text: string, id: string): TranscriptMarker | undefined => {
  const body = text.slice(0, Math.max(0, text.indexOf('\n')))
  if (!body.startsWith(`{"version":${version},`) || text !== `${body}\n${seal(body)}\n`) return undefined
  const { version: _, ...marker } = JSON.parse(body) as TranscriptMarker & { readonly version: number }
  return marker.id === id ? marker : undefined
}
