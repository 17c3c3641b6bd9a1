/**
 * The command line. This file and the fast doors to a few commands (tick.ts, hook.ts, statusline.ts) are the only ones that know argv, standard output and exit codes;
 * what there is to type stands in program/.
 */
import { once } from 'node:events'
import { isatty } from 'node:tty'
import { CommanderError } from 'commander'
import type { CommandLine } from './program/command-line.js'
import { program } from './program/program.js'
import { realEnvironment } from './real-environment.js'
import { reportError } from './report-error.js'
import { errorCode } from './shell/files/error-code.js'
import { ioError } from './shell/files/io-error.js'
import { askYes } from './shell/terminal/ask-yes.js'
import { progressLine } from './shell/terminal/progress-line.js'
import { readInput } from './shell/terminal/read-input.js'

const terminal = process.stdout.isTTY

const line: CommandLine = {
  environment: () => realEnvironment(process.argv[1] ?? ''),
  print: text => void process.stdout.write(text.endsWith('\n') || text === '' ? text : `${text}\n`),
  write: async piece => {
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
  },
  progress: progressLine(Date.now),
  terminal,
  colours: terminal && !process.env.NO_COLOR,
  input: readInput,
  confirm: isatty(0) && isatty(2) ? question => askYes(question, process.stdin, process.stderr) : undefined,
  stopSignal: () => {
    const stop = new AbortController()
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
    return stop.signal
  },
  report: reportError,
}

const main = async (): Promise<number> => {
  try {
    await program(line).parseAsync(process.argv)
    return 0
  } catch (error) {
    // Commander has said what was wrong already; help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 64
    return reportError(error)
  }
}

// Whoever read us has seen enough (claude-session list | head -1); nothing is left to say to him. Anything else, as a full disk, is the end of it.
process.stdout.on('error', error => process.exit(errorCode(error) === 'EPIPE' ? undefined : reportError(ioError('Writing', 'standard output', error))))

void main().then(code => {
  process.exitCode = code
})
