import { fstatSync, readSync } from 'node:fs'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { pause } from '../processes/pause.js'

/** An input that has nothing to give for so long is taken to be at its end. */
const patienceMs = 1_000

/**
 * Standard input to its end, but no more than `most` bytes of it, as text (UTF-8). A terminal is not read: nobody types
 * JSON (it is known as a device here; `node:tty` loads half of Node's network to tell). Throws IoError (74).
 */
export const readInput = (most: number): string => {
  if (fstatSync(0).isCharacterDevice()) return ''
  const bytes = Buffer.allocUnsafe(most)
  let length = 0
  for (let waited = 0; length < most; ) {
    try {
      const got = readSync(0, bytes, length, most - length, null)
      if (got === 0) break
      length += got
    } catch (error) {
      if (errorCode(error) === 'EOF') break
      if (errorCode(error) !== 'EAGAIN') throw ioError('Reading', 'standard input', error)
      if (waited >= patienceMs) break
      pause(10)
      waited += 10
    }
  }
  return bytes.toString('utf8', 0, length)
}
