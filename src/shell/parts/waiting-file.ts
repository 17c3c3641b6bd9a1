import { decodeWaiting, encodeWaiting, type Waiting } from '../../core/filling/waiting.js'
import { readIfExists } from '../files/read-if-exists.js'
import { replaceFile } from '../files/replace-file.js'

const waitingFile = (directory: string, id: string): string => `${directory}/.waiting.${id}`

/** The records that waited on a session's screen at its last look, in order. Throws IoError (74). */
export const readWaiting = (directory: string, id: string): readonly Waiting[] => decodeWaiting(readIfExists(waitingFile(directory, id)) ?? '')

/** Replaces them, durably: what is accounted for and waits is known from here alone. Throws IoError (74). */
export const writeWaiting = (directory: string, id: string, waiting: readonly Waiting[]): void => {
  const text = encodeWaiting(waiting)
  if (text !== (readIfExists(waitingFile(directory, id)) ?? '')) replaceFile(waitingFile(directory, id), text)
}
