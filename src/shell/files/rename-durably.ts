import { renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { ioError } from './io-error.js'
import { syncDirectory } from './sync-directory.js'

/** Renames a file or directory and makes both names durable. Throws IoError (74). */
export const renameDurably = (from: string, to: string): void => {
  try {
    renameSync(from, to)
    syncDirectory(dirname(to))
    if (dirname(from) !== dirname(to)) syncDirectory(dirname(from))
  } catch (error) {
    throw ioError(`Renaming ${from} to`, to, error)
  }
}
