import { rmSync } from 'node:fs'
import { ioError } from './io-error.js'

/** Removes a directory of ours with all that is in it; that there is none is fine. Links in it are removed, not followed. Throws IoError (74). */
export const removeTree = (directory: string): void => {
  try {
    rmSync(directory, { recursive: true, force: true })
  } catch (error) {
    throw ioError('Removing', directory, error)
  }
}
