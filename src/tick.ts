/**
 * The fast door: `capture-tick ID` runs every few minutes for every session, so it loads what it needs and nothing else (no commander, no execa, no
 * TOML, no crypto). Anything but that exact call goes to the full command line.
 */
import { captureTick } from './commands/capture-tick.js'
import { parseSessionId } from './core/session/session-id.js'
import { realEnvironment } from './real-environment.js'
import { reportError } from './report-error.js'

const main = async ([command, id, ...rest]: readonly string[]): Promise<number> => {
  try {
    if (command !== 'capture-tick' || id === undefined || id.startsWith('-') || rest.length > 0) {
      const full = `${__dirname}/claude-session.cjs`
      process.argv[1] = full
      require(full)
      return 0
    }
    await captureTick(realEnvironment(`${__dirname}/claude-session.cjs`), parseSessionId(id))
    return 0
  } catch (error) {
    return reportError(error)
  }
}

// A tick that is told to stop finishes first: its steps are short, and systemd waits for it.
process.on('SIGTERM', () => undefined)
void main(process.argv.slice(2)).then(code => {
  process.exitCode ||= code
})
