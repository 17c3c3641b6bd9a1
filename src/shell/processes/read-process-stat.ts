import { type ProcessStat, parseProcessStat } from '../../core/transcript/parse-process-stat.js'
import { readRegularFile } from '../files/read-regular-file.js'

/** A process by its ID, or undefined when there is none (any more). Reads /proc. Throws IoError (74) when that fails. */
export const readProcessStat = (pid: number): ProcessStat | undefined => {
  const file = readRegularFile(`/proc/${pid}/stat`, { head: 4096 })
  return file === undefined ? undefined : parseProcessStat(file.head.toString('latin1'))
}
