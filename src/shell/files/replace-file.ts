/**
 * A small file of ours, replaced whole: the new text is written beside the old one, made durable, read back, and renamed over it; then the
 * directory is made durable. A crash before the rename leaves the old file (and a `.new` file that the next writer removes), after it the
 * new one. The caller holds the session's lock, so the fixed name of the new file is nobody else's; O_EXCL and O_NOFOLLOW refuse a link
 * that was planted there.
 *
 * This is what the tick uses for its marker, instead of write-file-atomic: that one publishes a file that the full disk cut short, does
 * not make the rename durable, follows links, and costs a tick a third of its time for what it loads.
 */
import { closeSync, constants, fchmodSync, fsyncSync, openSync, readFileSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { IoError } from '../../errors.js'
import { ioError } from './io-error.js'
import { removeIfExists } from './remove-if-exists.js'
import { syncDirectory } from './sync-directory.js'
import { writeWhole } from './write-whole.js'

/**
 * Replaces `file` by `text`, 0600. `durable: false` leaves out both fsyncs, for what any tick rebuilds; a file that belongs to somebody else keeps its
 * `mode`, and beside it `suffix` names the new one after us. Throws IoError (74); the old file is then still whole.
 */
export const replaceFile = (file: string, text: string | Uint8Array, { durable = true, mode = 0o600, suffix = '.new' } = {}): void => {
  const fresh = `${file}${suffix}`
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  try {
    removeIfExists(fresh)
    const fd = openSync(fresh, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600)
    try {
      if (mode !== 0o600) fchmodSync(fd, mode)
      writeWhole(fd, bytes)
      if (durable) fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    if (durable && !readFileSync(fresh).equals(bytes)) throw new IoError(`${fresh} does not hold what was written to it`, 'Check the disk')
    renameSync(fresh, file)
    if (durable) syncDirectory(dirname(file))
  } catch (error) {
    throw error instanceof IoError ? error : ioError('Writing', file, error)
  }
}
