import { execFileSync, spawnSync } from 'node:child_process'

const limit = (to: string): void => void execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${to}:`])

// Node ignores this signal; tap ends on it unless somebody else listens, and hears of it only when all is over.
const heard = (): void => undefined

/** What is missing for this, in a sentence; undefined when nothing is. */
export const smallFilesProblem = (): string | undefined => (spawnSync('prlimit', ['--fsize']).status === 0 ? undefined : 'prlimit (util-linux) is not installed')

/** Runs something while no file may grow beyond so many bytes: a write across that border is taken in part, and the next one fails (EFBIG), which is how a full disk behaves. */
export const whileFilesStaySmall = <T>(bytes: number, what: () => T): T => {
  const before = execFileSync('prlimit', ['--pid', String(process.pid), '--fsize', '--output=SOFT', '--noheadings', '--raw'], { encoding: 'utf8' }).trim()
  process.off('SIGXFSZ', heard).on('SIGXFSZ', heard)
  limit(String(bytes))
  try {
    return what()
  } finally {
    limit(before)
  }
}
