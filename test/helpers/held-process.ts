import { spawn } from 'node:child_process'
import { once as event } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { until } from './until.js'

/** How a process of ours ended. */
export interface Said {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** A process of ours that stands still at a chosen moment, so that others can do what they do meanwhile. */
export interface HeldProcess {
  /** Resolves when it stands still. */
  readonly held: () => Promise<void>
  /** Resolves when it waits for a lock that somebody else has. */
  readonly waits: () => Promise<void>
  /** What it has said so far on stderr. */
  readonly said: () => string
  readonly kill: (signal: NodeJS.Signals) => void
  /** Lets it go on, and resolves when it has ended. */
  readonly go: () => Promise<Said>
}

const children = (pid: number): string[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(child => readFileSync(`/proc/${child}/comm`, 'utf8').trim())
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return []
    throw error
  }
}

/**
 * Starts the installed command. In: its environment; its arguments; its input; at which call of which program it stands still, once, as a pattern of bash for the program's name and its arguments
 * (`tmux *set-option*`), or behind which call, not before a file (`once`) is there; undefined: nowhere. It finds a stand-in for that program, which waits and then is that program, or the other way round.
 */
export const heldProcess = (env: Readonly<Record<string, string>>, args: readonly string[], at?: string, { behind = false, once = '/', input = '' } = {}): HeldProcess => {
  const place = mkdtempSync(join(env.TMUX_TMPDIR ?? '', 'held-'))
  const bin = join(place, 'bin')
  mkdirSync(bin)
  if (at !== undefined) {
    const [program = ''] = at.split(' ')
    const real = (env.PATH ?? '').split(delimiter).map(directory => join(directory, program)).find(existsSync) ?? 'false'
    writeFileSync(join(bin, program), `#!/bin/bash
hold() { until [ -e '${place}/go' ]; do sleep 0.01; done; }
if [[ "${program} $*" == ${at.replaceAll(' ', '\\ ')} && -e '${once}' ]] && mkdir '${place}/first' 2>/dev/null; then
  if ${String(behind)}; then '${real}' "$@"; code=$?; mkdir '${place}/held'; hold; exit $code; fi
  mkdir '${place}/held'; hold
fi
exec '${real}' "$@"
`)
    chmodSync(join(bin, program), 0o755)
  }
  const child = spawn(process.execPath, ['dist/claude-session.cjs', ...args], { env: { ...env, PATH: `${bin}:${env.PATH ?? ''}` }, stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.end(input)
  const said: { out: string; err: string } = { out: '', err: '' }
  child.stdout.on('data', (piece: Buffer) => (said.out += piece.toString()))
  child.stderr.on('data', (piece: Buffer) => (said.err += piece.toString()))
  const ended = event(child, 'close')
  return {
    held: async () => until(`${args.join(' ')} stands still`, () => existsSync(join(place, 'held'))),
    waits: async () => until(`${args.join(' ')} waits for a lock`, () => children(child.pid ?? 0).includes('flock')),
    said: () => said.err,
    kill: signal => void child.kill(signal),
    go: async () => {
      writeFileSync(join(place, 'go'), '')
      const [code] = (await ended) as [number | null]
      return { code, out: said.out.trim(), err: said.err.trim() }
    },
  }
}
