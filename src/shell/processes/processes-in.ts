import { readlinkSync } from 'node:fs'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { listNames } from '../files/list-names.js'

/** Ended meanwhile, or not ours to look at. */
const unseen = ['ENOENT', 'ESRCH', 'EACCES', 'EPERM']

/** The IDs of all processes whose directory is `directory` or below it, as far as /proc shows us theirs: those of our own user, or all to root. In: a path without links. Throws IoError (74). */
export const processesIn = (directory: string): number[] =>
  listNames('/proc').filter(name => /^\d+$/.test(name)).flatMap(pid => {
    try {
      return `${readlinkSync(`/proc/${pid}/cwd`)}/`.startsWith(`${directory}/`) ? [Number(pid)] : []
    } catch (error) {
      if (unseen.includes(errorCode(error) ?? '')) return []
      throw ioError('Reading', `/proc/${pid}/cwd`, error)
    }
  })
