import { fstatSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import { cleanLine } from '../../core/text/clean-line.js'

type Priority = 3 | 4 | 5 | 6

const colours: Readonly<Record<Priority, string>> = { 3: '\u001b[31m', 4: '\u001b[33m', 5: '', 6: '\u001b[2m' }
const reset = '\u001b[0m'

/** Whether stderr is the journal: systemd names the stream it connected, so a variable that was merely inherited does not count. */
const isJournal = (stream: string | undefined): boolean => {
  const { dev, ino } = fstatSync(2)
  return stream === `${dev}:${ino}`
}

/**
 * A writer of log lines on stderr: with a `<N>` priority for the journal, in colour on a terminal, with the time in a plain file. What stands in a
 * line may come from anywhere, so it is cleaned. In: the environment; the clock. Out: the function that commands are given.
 */
export const logLine =
  (env: Readonly<Record<string, string | undefined>>, now: () => Date) =>
  (priority: Priority, text: string): void => {
    const line = cleanLine(text.replaceAll('\n', ' '))
    // Not process.stderr.isTTY, which makes a whole stream to answer.
    const colour = isatty(2) && !env.NO_COLOR ? colours[priority] : ''
    const prefix = isJournal(env.JOURNAL_STREAM) ? `<${priority}>` : fstatSync(2).isFile() ? `${now().toISOString()} ` : ''
    writeSync(2, colour === '' ? `${prefix}${line}\n` : `${colour}${line}${reset}\n`)
  }
