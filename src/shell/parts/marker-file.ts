import { lstatSync } from 'node:fs'
import { decodeMarker, encodeMarker, type Marker } from '../../core/capture/marker.js'
import { readIfExists } from '../files/read-if-exists.js'
import { replaceFile } from '../files/replace-file.js'

/** The marker's file in a session's directory. */
export const markerFile = (directory: string, id: string): string => `${directory}/.capture_marker.${id}`

/** The marker's text, undefined when there is none. A link is not followed and is as good as none: the next marker takes its place. */
const readText = (file: string): string | undefined => {
  try {
    return readIfExists(file)
  } catch (error) {
    if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true) return undefined
    throw error
  }
}

/** The marker of a session, or undefined when it is missing, damaged or another session's. Throws IoError (74). */
export const readMarker = (directory: string, id: string): Marker | undefined => {
  const text = readText(markerFile(directory, id))
  return text === undefined ? undefined : decodeMarker(text, id)
}

/** Replaces the marker, durably unless told otherwise. Throws IoError (74); the old one is then still whole. */
export const writeMarker = (directory: string, marker: Marker, { durable = true } = {}): void =>
  replaceFile(markerFile(directory, marker.id), encodeMarker(marker), { durable })
