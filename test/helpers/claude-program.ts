import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { pause } from '../../src/shell/processes/pause.js'
import type { ProgramOptions } from './claude-main.js'

/** A simulated Claude Code that a test talks to. */
export interface ClaudeProgram {
  /** What a shell in the pane runs; `exec` in front of it makes the pane's process the program. */
  readonly command: string
  /** Tells it to do something and waits until it is done. Out: what the program logged. */
  readonly tell: (what: string, how?: unknown) => Readonly<Record<string, unknown>>
  /** Waits until it has done `what` on its own (`start`, `resize`) once more. */
  readonly wait: (what: string) => Readonly<Record<string, unknown>>
}

const deadlineMs = 20_000
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** Builds the program into a directory and makes the FIFO through which it is told what to do. */
export const claudeProgram = (directory: string, options: Omit<ProgramOptions, 'commands' | 'log'>): ClaudeProgram => {
  const file = join(directory, 'claude-main.mjs')
  if (!existsSync(file)) buildSync({ entryPoints: ['test/helpers/claude-main.ts'], bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile: file, logLevel: 'warning' })
  const name = `claude-${options.seed}`
  const [commands, log] = [join(directory, `${name}.fifo`), join(directory, `${name}.log`)]
  execFileSync('mkfifo', [commands])
  let seen = 0
  const wait = (what: string): Readonly<Record<string, unknown>> => {
    for (const end = Date.now() + deadlineMs; ; pause(5)) {
      const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(0, -1) : []
      const done = lines.slice(seen).map(line => JSON.parse(line) as Readonly<Record<string, unknown>>)
      const index = done.findIndex(({ did }) => did === what)
      const found = done[index]
      if (found !== undefined) {
        seen += index + 1
        if (found['error'] !== undefined) throw new Error(String(found['error']))
        return found
      }
      if (Date.now() > end) throw new Error(`the program did not do ${what}`)
    }
  }
  const command = [process.execPath, file, JSON.stringify({ ...options, commands, log })].map(quoted).join(' ')
  return {
    command,
    wait,
    tell: (what, how) => {
      appendFileSync(commands, `${JSON.stringify({ do: what, with: how })}\n`)
      return wait(what)
    },
  }
}
