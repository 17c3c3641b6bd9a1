import { createHash } from 'node:crypto'
import { closeSync, constants, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import type { ManifestEntry } from '../../core/session/manifest.js'
import { countNewlines } from '../../core/text/count-newlines.js'
import { ioError } from './io-error.js'

/** Name, lines, bytes and SHA-256 of a file, read in pieces: memory does not follow its size. Throws IoError (74). */
export const describeFile = (file: string): ManifestEntry => {
  try {
    const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const hash = createHash('sha256')
      const piece = Buffer.allocUnsafe(1 << 20)
      let [lines, bytes] = [0, 0]
      for (let got = readSync(fd, piece); got > 0; got = readSync(fd, piece)) {
        const read = piece.subarray(0, got)
        hash.update(read)
        bytes += got
        lines += countNewlines(read)
      }
      return { name: basename(file), lines, bytes, sha256: hash.digest('hex') }
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    throw ioError('Reading', file, error)
  }
}
