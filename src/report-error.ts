import { CliError, NothingFound } from './errors.js'
import { logLine } from './shell/units/log-line.js'

/**
 * An error to what a person reads, on stderr, and the exit code. One of ours says what happened and what to do; anything else is a defect of the
 * tool and shows where, exit code 70 (EX_SOFTWARE). Busy is no trouble, so it is only a notice; a search that finds nothing is told by the exit code alone.
 */
export const reportError = (error: unknown): number => {
  const log = logLine(process.env, () => new Date())
  if (error instanceof NothingFound) return error.exitCode
  if (error instanceof CliError) {
    log(error.exitCode === 75 ? 5 : 3, `claude-session: ${error.message}${error.hint === undefined ? '' : `. ${error.hint}`}`)
    return error.exitCode
  }
  log(3, `claude-session: a defect of the tool itself: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  return 70
}
