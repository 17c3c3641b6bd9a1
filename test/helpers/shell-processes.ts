import { readFileSync } from 'node:fs'

/**
 * How many processes (threads are none) a shell started itself, by a trace of `strace -f -e trace=process`. In: the trace's file. The shell is the process of the first line; what the processes
 * start that it started does not count.
 */
export const shellProcesses = (file: string): number => {
  const lines = readFileSync(file, 'latin1').split('\n').filter(line => line !== '')
  const shell = /^\d+/.exec(lines[0] ?? '')?.[0] ?? ''
  const threads = new Set([shell])
  let started = 0
  for (const line of lines) {
    const [, pid = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    if (!threads.has(pid) || !/^(?:clone3?|v?fork)\(/.test(rest)) continue
    if (!rest.includes('CLONE_THREAD')) started += 1
    else {
      const [, thread] = / = (\d+)$/.exec(rest) ?? []
      if (thread !== undefined) threads.add(thread)
    }
  }
  return started
}
