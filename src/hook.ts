/**
 * The second fast door: `hook` runs at every turn of Claude Code's, so it loads what it needs and nothing else. It always exits 0: a hook that fails must not
 * hold up Claude, and exit code 2 would forbid a compaction. Anything but that exact call goes to the full command line.
 */
import { writeSync } from 'node:fs'
import { hook } from './commands/hook.js'
import { realEnvironment } from './real-environment.js'
import { reportError } from './report-error.js'
import { readInput } from './shell/terminal/read-input.js'

/** A prompt that is pasted comes whole; a call of more than this is taken for none. */
const mostInput = 16_777_216

const full = `${__dirname}/claude-session.cjs`

const main = async (): Promise<void> => {
  try {
    const text = await hook(realEnvironment(full), readInput(mostInput))
    if (text !== '') writeSync(1, text.endsWith('\n') ? text : `${text}\n`)
  } catch (error) {
    reportError(error)
  }
}

if (process.argv[2] === 'hook' && process.argv.length === 3) void main()
else {
  process.argv[1] = full
  require(full)
}
