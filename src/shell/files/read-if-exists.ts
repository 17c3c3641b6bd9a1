import { closeSync, readFileSync } from 'node:fs'
import { IoError } from '../../errors.js'
import { ioError } from './io-error.js'
import { openRegular } from './open-regular.js'

/** Far more than any file of ours that is read whole can have; beyond it memory would follow what somebody has put there. */
const mostEver = 2 ** 28

/**
 * The text (UTF-8) of a file of ours, or undefined when there is none: only ENOENT means that. In: the file; the most bytes that it may have. Any other failure is thrown as IoError (74), and so is what is no
 * regular file: a link is not followed, a FIFO not waited for.
 */
export const readIfExists = (file: string, most = mostEver): string | undefined => {
  const opened = openRegular(file)
  if (opened === undefined) return undefined
  try {
    try {
      if (opened.stat.size > most) throw new IoError(`${file} has ${opened.stat.size} bytes, of at most ${most}`, 'That is not what was written to it: look at it, and move it away')
      return readFileSync(opened.fd, 'utf8')
    } finally {
      closeSync(opened.fd)
    }
  } catch (error) {
    throw error instanceof IoError ? error : ioError('Reading', file, error)
  }
}
