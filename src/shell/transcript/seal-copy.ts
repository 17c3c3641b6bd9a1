import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { readLines } from '../files/read-lines.js'
import { syncDirectory } from '../files/sync-directory.js'
import { judgeLine, longestParsed } from './judge-line.js'

const soundEnd = (fd: number, from: number, judged: boolean): number => {
  let end = from
  for (const line of readLines(fd, from, longestParsed)) {
    if (judged && judgeLine(fd, line).kind !== 'record') return end
    end = line.end
  }
  return end
}

/**
 * What a killed run left in a file of ours behind byte `from`: whole lines stay and are made durable, the torn last one is cut. `judged` says that all
 * behind `from` can only be ours: then what a power loss made of it (a line that is no record) is cut too, with all that follows. Out: the
 * size then, 0 when there is no file. Throws IoError (74).
 */
export const sealCopy = (file: string, from: number, { judged }: { readonly judged: boolean }): number => {
  try {
    const fd = openSync(file, constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const { size } = fstatSync(fd)
      if (size <= from) return size
      const end = soundEnd(fd, from, judged)
      if (end < size) ftruncateSync(fd, end)
      fsyncSync(fd)
      syncDirectory(dirname(file))
      return end
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0
    throw ioError('Repairing', file, error)
  }
}
