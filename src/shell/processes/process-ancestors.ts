import { readProcessStat } from './read-process-stat.js'

/** More than any real tree is deep; a process that ends while it is looked at could otherwise lead in a circle. */
const deepest = 1000

/**
 * The process itself, its parent, and so on up to init. In: a process ID. Out: as far as the processes still are there; [] when the first is not.
 */
export const processAncestors = (pid: number): number[] => {
  const line: number[] = []
  for (let at = pid; at > 0 && line.length < deepest && !line.includes(at); ) {
    const stat = readProcessStat(at)
    if (stat === undefined) break
    line.push(at)
    at = stat.parent
  }
  return line
}
