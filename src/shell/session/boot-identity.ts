import { readSmallFile } from '../files/read-small-file.js'
import { readProcessStat } from '../processes/read-process-stat.js'

/**
 * What tells this boot from every other: the kernel's own ID of it, and when the first process was started, since a container that starts anew keeps the kernel's. Out: one word; what a
 * /proc hides (hidepid=) is left out, '' where it hides both. Throws IoError (74).
 */
export const bootIdentity = (): string => {
  const kernel = (readSmallFile('/proc/sys/kernel/random/boot_id', 64) ?? '').trim()
  const first = readProcessStat(1)?.start ?? ''
  return kernel === '' && first === '' ? '' : `${kernel}/${first}`
}
