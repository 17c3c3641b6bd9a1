import { CliError, NothingFound } from './errors.js'
import { logLine } from './shell/units/log-line.js'

/**
 * An error to what a person reads, on stderr, and the exit code. One of ours says what happened and what to do; anything else is a defect of the
 * tool and shows where, exit code 70 (EX_SOFTWARE). Busy, or that nothing was found, is no trouble and only a notice; of a search without a match the exit code alone tells.
 */
export const reportError = (error: unknown): number => {
  const log = logLine(process.env, () => new Date())
  if (error instanceof NothingFound && error.message === '') return error.exitCode
  if (error instanceof CliError) {
    log(error.exitCode === 75 || error instanceof NothingFound ? 5 : 3, `claude-session: ${error.message}${error.hint === undefined ? '' : `. ${error.hint}`}`)
    return error.exitCode
  }
  log(3, `claude-session: a defect of the tool itself: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  return 70
}
