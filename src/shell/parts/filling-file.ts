import { decodeFilling, encodeFilling, type Filling } from '../../core/filling/filling.js'
import { readIfExists } from '../files/read-if-exists.js'
import { removeIfExists } from '../files/remove-if-exists.js'
import { replaceFile } from '../files/replace-file.js'

const fillingFile = (directory: string, id: string): string => `${directory}/.filling.${id}`

/** The filling that a session was about to append; undefined when there is none, or none that can be believed. Throws IoError (74). */
export const readFilling = (directory: string, id: string): Filling | undefined => {
  const text = readIfExists(fillingFile(directory, id))
  return text === undefined ? undefined : decodeFilling(text)
}

/** Writes a filling down, durably, before its first line is appended. Throws IoError (74). */
export const writeFilling = (directory: string, id: string, filling: Filling): void => replaceFile(fillingFile(directory, id), encodeFilling(filling))

/** Forgets the filling: all of it stands in the parts. Throws IoError (74). */
export const removeFilling = (directory: string, id: string): void => removeIfExists(fillingFile(directory, id))
