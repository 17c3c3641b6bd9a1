import { writeSync } from 'node:fs'

/**
 * Writes all of `data` to a file descriptor at its position. write(2) may take less than it was given (a nearly full disk does that), and
 * that is not an error there: go on until everything is written or a call fails. Throws the errno of the call that failed.
 */
export const writeWhole = (fd: number, data: Uint8Array): void => {
  let written = 0
  while (written < data.length) written += writeSync(fd, data, written, data.length - written)
}
