import { closeSync } from 'node:fs'
import { decodeSupervisorLine, type LogEntry } from '../../core/report/log-entry.js'
import { CliError } from '../../errors.js'
import { ioError } from '../files/io-error.js'
import { openRegular } from '../files/open-regular.js'
import { readLines } from '../files/read-lines.js'

/** How far a supervisor.log was read: the byte, and the time of the last line. */
export interface LogPlace {
  readonly offset: number
  readonly at: number
}

const longestLine = 65_536

/**
 * The whole lines of a supervisor.log behind a place. In: the file; the place, undefined for its beginning; the time to give to lines before the first that has one. Out: the entries, and the
 * place behind them; undefined when there is no such file. Throws IoError (74); a link is not followed.
 */
export const readSupervisorLog = (file: string, from: LogPlace | undefined, begun: number): { readonly entries: readonly LogEntry[]; readonly place: LogPlace } | undefined => {
  const opened = openRegular(file)
  if (opened === undefined) return undefined
  try {
    const entries: LogEntry[] = []
    let [offset, at] = [from?.offset ?? 0, from?.at ?? begun]
    for (const line of readLines(opened.fd, offset, longestLine)) {
      const entry = decodeSupervisorLine(line.bytes?.toString('utf8') ?? '(a line that is too long)', at)
      ;[offset, at] = [line.end, entry.at]
      entries.push(entry)
    }
    return { entries, place: { offset, at } }
  } catch (error) {
    throw error instanceof CliError ? error : ioError('Reading', file, error)
  } finally {
    closeSync(opened.fd)
  }
}
