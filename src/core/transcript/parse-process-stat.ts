/** One process, as far as `/proc/<pid>/stat` tells. */
export interface ProcessStat {
  /** Its name, 15 bytes at most. Anything: a program names itself. */
  readonly name: string
  /** False when it has ended and only waits for its parent to notice. */
  readonly alive: boolean
  readonly parent: number
  /** When it started, in clock ticks since the boot; with the process ID it tells one process from all others. */
  readonly start: string
}

/**
 * The text of `/proc/<pid>/stat` to the process; undefined when it is none. The name stands in parentheses and may hold blanks and
 * parentheses itself, so the last one ends it. Source: proc_pid_stat(5), fields 2, 3, 4 and 22.
 */
export const parseProcessStat = (text: string): ProcessStat | undefined => {
  const open = text.indexOf('(')
  const close = text.lastIndexOf(')')
  const fields = text.slice(close + 1).trim().split(' ')
  const [state = '', parent = ''] = fields
  const start = fields[19] ?? ''
  if (open < 0 || close < open || !/^\d+$/.test(parent) || !/^\d+$/.test(start)) return undefined
  return { name: text.slice(open + 1, close), alive: !/^[ZXx]$/.test(state), parent: Number(parent), start }
}
