import { closeSync, constants, fstatSync, openSync, type BigIntStats } from 'node:fs'
import { IoError } from '../../errors.js'
import { errorCode } from './error-code.js'
import { ioError } from './io-error.js'

/**
 * Opens a file that others write or could have put in the place of ours, for reading only. Directories on the way may be links (many keep ~/.claude elsewhere), the file itself may not, and a
 * FIFO or device is refused without waiting for it. Out: the descriptor, which the caller closes, and what fstat says; undefined when
 * there is no such file. Throws IoError (74).
 */
export const openRegular = (file: string): { readonly fd: number; readonly stat: BigIntStats } | undefined => {
  try {
    const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY)
    try {
      const stat = fstatSync(fd, { bigint: true })
      if (!stat.isFile()) throw new IoError(`${file} is not a regular file`, 'Something else stands in its place: look at it, and move it away')
      return { fd, stat }
    } catch (error) {
      closeSync(fd)
      throw error
    }
  } catch (error) {
    if (error instanceof IoError) throw error
    if (errorCode(error) === 'ENOENT') return undefined
    throw ioError('Opening', file, error)
  }
}
