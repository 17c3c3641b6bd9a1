/**
 * The second fast door: `hook` runs at every turn of Claude Code's, so it loads what it needs and nothing else. It always exits 0: a hook that fails must not
 * hold up Claude, and exit code 2 would forbid a compaction.
 */
import { readFileSync, writeSync } from 'node:fs'
import { hook } from './commands/hook.js'
import { realEnvironment } from './real-environment.js'
import { reportError } from './report-error.js'

const main = async (): Promise<void> => {
  try {
    const text = await hook(realEnvironment(`${__dirname}/claude-session.cjs`), readFileSync(0, 'utf8'))
    if (text !== '') writeSync(1, text.endsWith('\n') ? text : `${text}\n`)
  } catch (error) {
    reportError(error)
  }
}

void main()
