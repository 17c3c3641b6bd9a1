import { decodePending, encodePending, type Pending } from '../../core/capture/pending.js'
import { readIfExists } from '../files/read-if-exists.js'
import { replaceFile } from '../files/replace-file.js'

/** The pending text's file in a session's directory. */
export const pendingFile = (directory: string, id: string): string => `${directory}/.pending.${id}`

/** The pending text of a session; undefined when there is none that can be believed. Throws IoError (74). */
export const readPending = (directory: string, id: string): Pending | undefined => {
  const text = readIfExists(pendingFile(directory, id))
  return text === undefined ? undefined : decodePending(text)
}

/** Replaces the pending text. Not made durable: it is a hint, and the next tick writes it anew. Throws IoError (74). */
export const writePending = (directory: string, id: string, pending: Pending): void =>
  replaceFile(pendingFile(directory, id), encodePending(pending), { durable: false })
