import type { CommandLine } from './command-line.js'

/** So long, in milliseconds, nothing is said, and so long after each line. */
const everyMs = 2_000

/**
 * Tells a person who watches how far a long command is: `7 of 40 sessions looked at`, every two seconds, the first time after two. In: the process it runs in; a clock in milliseconds; what is counted. Out:
 * what the command calls before each step; undefined where nobody watches.
 */
export const progressLine = ({ terminal, print }: Pick<CommandLine, 'terminal' | 'print'>, clock: () => number, what: string): ((done: number, total: number) => void) | undefined => {
  if (!terminal) return undefined
  let last = clock()
  return (done, total) => {
    if (clock() - last < everyMs) return
    last = clock()
    print(`${done} of ${total} ${what}`)
  }
}
