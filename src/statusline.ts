/**
 * The fast door to what runs every few seconds: `statusline`, which Claude Code draws after each message, and `token-tick ID`. As in tick.ts it loads what these need and
 * nothing else, and for a status line not even the log and what starts processes; anything but those exact calls goes to the full command line.
 */
import { writeSync } from 'node:fs'
import type { Environment } from './commands/environment.js'
import { statusline } from './commands/statusline.js'
import { resolvePaths } from './core/paths.js'
import { readInput } from './shell/terminal/read-input.js'

/** What Claude Code hands over is some 2 KB. */
const mostInput = 1_048_576

const full = `${__dirname}/claude-session.cjs`

/** A status line has nobody to complain to but the log: with another exit code Claude Code shows nothing at all. */
const draw = async (): Promise<void> => {
  const said: Parameters<Environment['log']>[] = []
  const now = (): Date => new Date()
  try {
    const environment = { env: process.env, paths: resolvePaths(process.env), uid: process.getuid?.() ?? 0, now, log: (...line: Parameters<Environment['log']>) => void said.push(line), self: [process.execPath, full] }
    writeSync(1, `${await statusline(environment, readInput(mostInput))}\n`)
  } catch (error) {
    const { reportError } = await import('./report-error.js')
    reportError(error)
  }
  if (said.length === 0) return
  const { logLine } = await import('./shell/units/log-line.js')
  for (const line of said) logLine(process.env, now)(...line)
}

const tick = async (id: string): Promise<number> => {
  // A tick that is told to stop finishes first: its steps are short, and systemd waits for it.
  process.on('SIGTERM', () => undefined)
  const { reportError } = await import('./report-error.js')
  try {
    const { tokenTick } = await import('./commands/token-tick.js')
    const { parseSessionId } = await import('./core/session/session-id.js')
    const { realEnvironment } = await import('./real-environment.js')
    await tokenTick(realEnvironment(full), parseSessionId(id))
    return 0
  } catch (error) {
    return reportError(error)
  }
}

const main = async ([command, id, ...rest]: readonly string[]): Promise<number> => {
  if (command === 'statusline' && id === undefined) {
    await draw()
    return 0
  }
  if (command === 'token-tick' && id !== undefined && !id.startsWith('-') && rest.length === 0) return tick(id)
  process.argv[1] = full
  require(full)
  return 0
}

void main(process.argv.slice(2)).then(code => {
  process.exitCode ||= code
})
