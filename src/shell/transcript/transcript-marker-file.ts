import { decodeTranscriptMarker, encodeTranscriptMarker, type TranscriptMarker } from '../../core/transcript/transcript-marker.js'
import { readIfExists } from '../files/read-if-exists.js'
import { replaceFile } from '../files/replace-file.js'

/** The file of the transcript's marker in a session's directory. */
export const transcriptMarkerFile = (directory: string, id: string): string => `${directory}/.transcript_marker.${id}`

/** The marker of a session's transcript, or undefined when it is missing, damaged or another session's. Throws IoError (74). */
export const readTranscriptMarker = (directory: string, id: string): TranscriptMarker | undefined => {
  const text = readIfExists(transcriptMarkerFile(directory, id))
  return text === undefined ? undefined : decodeTranscriptMarker(text, id)
}

/** Replaces the marker, durably. Throws IoError (74); the old one is then still whole. */
export const writeTranscriptMarker = (directory: string, marker: TranscriptMarker): void =>
  replaceFile(transcriptMarkerFile(directory, marker.id), encodeTranscriptMarker(marker))
