/**
 * The simulated Claude Code as a program in a pane. Argument: a JSON object (see ProgramOptions). It reads commands from a FIFO, one JSON object a line:
 * {"do":"turn","with":{"tools":2}}, {"do":"resize"} is the terminal's to say. After each it appends a line to the log: {"did":"turn","turns":[…],"session":"…"} or {"error":"…"}.
 * Built by claude-program.ts, since a pane runs plain JavaScript.
 */
import { appendFileSync, constants, openSync } from 'node:fs'
import { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { claudeSimulator } from './claude-simulator.js'
import type { Renderer } from './claude-screen.js'
import { seeded } from './seeded.js'
import type { ClaudeSimulator } from './simulated-claude.js'

/** The one argument of the program. `title`: what `ps` and tmux see (default `claude`). */
export interface ProgramOptions {
  readonly commands: string
  readonly log: string
  readonly configDirectory: string
  readonly renderer: Renderer
  readonly seed: number
  readonly version?: string
  readonly hooks?: 'settings' | 'none'
  readonly resumes?: string
  readonly title?: string
}

const options = JSON.parse(process.argv[2] ?? '') as ProgramOptions
const env = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))
process.title = options.title ?? 'claude'
if (process.stdin.isTTY) process.stdin.setRawMode(true)
const claude = claudeSimulator({
  ...options,
  pane: { write: text => void process.stdout.write(text) },
  project: process.cwd(),
  random: seeded(options.seed),
  hooks: options.hooks ?? 'settings',
  width: process.stdout.columns,
  height: process.stdout.rows,
  pid: process.pid,
  env,
})

const log = (fields: Readonly<Record<string, unknown>>): void => appendFileSync(options.log, `${JSON.stringify(fields)}\n`)
/** One thing after the other, whoever asks for it. */
let queue: Promise<void> = Promise.resolve()
const enqueue = (name: string, work: () => unknown): void => {
  queue = queue.then(async () => {
    try {
      await work()
      log({ did: name, session: claude.session(), transcript: claude.transcript(), turns: claude.turns.length, turn: claude.turns.at(-1) })
    } catch (error) {
      log({ did: name, error: String(error) })
    }
    if (name === 'exit') process.exit(0)
  })
}
const doable: readonly (keyof ClaudeSimulator)[] = ['turn', 'compact', 'compactRefused', 'clear', 'resume', 'exit', 'switchRenderer', 'subagent', 'toolResultFile', 'microcompact', 'holdRecords', 'releaseRecords']

enqueue('start', claude.start)
process.stdout.on('resize', () => enqueue('resize', () => claude.resize(process.stdout.columns, process.stdout.rows)))
// Read and write, so that it does not end when a writer closes it.
const fifo = new Socket({ fd: openSync(options.commands, constants.O_RDWR | constants.O_NONBLOCK), readable: true, writable: false })
createInterface({ input: fifo }).on('line', line => {
  const command = JSON.parse(line) as { do: keyof ClaudeSimulator; with?: unknown }
  if (doable.includes(command.do)) enqueue(command.do, () => (claude[command.do] as (how?: unknown) => unknown)(command.with))
  else log({ error: `unknown: ${line}` })
})
