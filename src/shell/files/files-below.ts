import { readdirSync } from 'node:fs'
import { IoError } from '../../errors.js'
import { ioError } from './io-error.js'

/** Everything below a directory that is no directory, by its path from there, in no order; links are named and not followed. Throws IoError (74). */
export const filesBelow = (directory: string, below = ''): string[] => {
  try {
    return readdirSync(`${directory}/${below}`, { withFileTypes: true }).flatMap(entry =>
      entry.isDirectory() ? filesBelow(directory, `${below}${entry.name}/`) : [`${below}${entry.name}`],
    )
  } catch (error) {
    throw error instanceof IoError ? error : ioError('Reading', `${directory}/${below}`, error)
  }
}
