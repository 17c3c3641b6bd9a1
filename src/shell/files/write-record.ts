import writeFileAtomic from 'write-file-atomic'
import { dirname } from 'node:path'
import { DataError } from '../../errors.js'
import { ioError } from './io-error.js'
import { readIfExists } from './read-if-exists.js'
import { syncDirectory } from './sync-directory.js'

/**
 * Replaces a small record of ours (session.toml, project.toml), 0600, in a directory that is known to be ours. write-file-atomic does it; what it
 * leaves out is added: the text is read back (a full disk can cut it short without an error) and the rename is made durable.
 * Throws IoError (74), DataError (65) when the disk did not keep what was written.
 */
export const writeRecord = (file: string, text: string): void => {
  try {
    writeFileAtomic.sync(file, text, { mode: 0o600 })
    syncDirectory(dirname(file))
  } catch (error) {
    throw ioError('Writing', file, error)
  }
  if (readIfExists(file) !== text) throw new DataError(`${file} does not hold what was written to it`, 'The disk may be full: free some space and try again')
}
