import { readFileSync } from 'node:fs'

/** What a traced shell did: processes it started (threads are none), and how often it waited for one. */
export interface ShellProcesses {
  readonly started: number
  readonly waits: number
}

/**
 * What a shell did, by a trace of `strace -f -e trace=process`. In: the trace's file. The shell is the process of the first line. Calls of
 * the processes it started do not count; a wait that does not block (WNOHANG: what a shell does when it is told that a child has ended) is none.
 */
export const shellProcesses = (file: string): ShellProcesses => {
  const lines = readFileSync(file, 'latin1').split('\n').filter(line => line !== '')
  const shell = /^\d+/.exec(lines[0] ?? '')?.[0] ?? ''
  const threads = new Set([shell])
  let [started, waits] = [0, 0]
  for (const line of lines) {
    const [, pid = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    if (!threads.has(pid)) continue
    if (/^(?:clone3?|v?fork)\(/.test(rest)) {
      if (!rest.includes('CLONE_THREAD')) started += 1
      else {
        const [, thread] = / = (\d+)$/.exec(rest) ?? []
        if (thread !== undefined) threads.add(thread)
      }
    }
    if (/^(?:wait4|waitid|waitpid)\(/.test(rest) && !rest.includes('WNOHANG')) waits += 1
  }
  return { started, waits }
}
