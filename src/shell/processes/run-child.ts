/**
 * One small program, run to its end. Node's child_process loads sockets, datagrams and streams with it, a seventh of what a tick costs, for two programs that
 * take a millisecond each. What its spawnSync calls underneath can be reached by `process.binding`, which is deprecated in documentation only; where it is not there, or
 * does not answer as expected, spawnSync is called as everybody does. Both are held to the same answers by the test.
 */
import { spawnSync } from 'node:child_process'
import { getSystemErrorName } from 'node:util'

/** What came of a program. `code`: why it could not be run or was stopped (ENOENT, ETIMEDOUT, ENOBUFS, …), undefined when it ended by itself. */
export interface ChildResult {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  readonly code: string | undefined
}

/** How it is run: with what environment, for how long and with how much output at most; `descriptor`: an open file that it inherits as its number 3. */
export interface ChildOptions {
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs?: number
  readonly maxBytes?: number
  readonly descriptor?: number
}

/** What stands behind spawnSync in Node 20 to 24 (lib/internal/child_process.js). */
export type RawSpawn = (options: object) => { readonly status: number | null; readonly output: readonly (Uint8Array | null)[] | null; readonly error?: number }

const defaultBytes = 1_048_576
const sigkill = 9

const isRaw = (value: unknown): value is { readonly spawn: RawSpawn } => typeof value === 'object' && value !== null && 'spawn' in value && typeof value.spawn === 'function'

/** Node's own way to run a program; undefined where this Node has none that we know. */
export const rawSpawn = (): RawSpawn | undefined => {
  try {
    const binding: unknown = (process as { binding?: (name: string) => unknown }).binding?.('spawn_sync')
    return isRaw(binding) ? options => binding.spawn(options) : undefined
  } catch (error) {
    // A Node that has taken the door away says so by throwing.
    if (error instanceof Error) return undefined
    throw error
  }
}

const text = (bytes: Uint8Array | null | undefined): string => (bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8') : '')

const viaRaw = (spawn: RawSpawn, file: string, args: readonly string[], { env, timeoutMs = 0, maxBytes = defaultBytes, descriptor }: ChildOptions): ChildResult => {
  const output = { type: 'pipe', readable: false, writable: true }
  const { status, output: pieces, error } = spawn({
    file,
    args: [file, ...args],
    envPairs: Object.entries(env).map(([name, value]) => `${name}=${value}`),
    stdio: [{ type: 'ignore' }, output, output, ...(descriptor === undefined ? [] : [{ type: 'fd', fd: descriptor }])],
    timeout: timeoutMs,
    maxBuffer: maxBytes,
    killSignal: sigkill,
  })
  return { status: error === undefined ? status : null, stdout: text(pieces?.[1]), stderr: text(pieces?.[2]), code: error === undefined ? undefined : getSystemErrorName(error) }
}

const viaNode = (file: string, args: readonly string[], { env, timeoutMs, maxBytes = defaultBytes, descriptor }: ChildOptions): ChildResult => {
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    encoding: 'utf8',
    env,
    killSignal: 'SIGKILL',
    maxBuffer: maxBytes,
    stdio: ['ignore', 'pipe', 'pipe', ...(descriptor === undefined ? [] : [descriptor])],
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
  })
  const code = error === undefined ? undefined : 'code' in error && typeof error.code === 'string' ? error.code : error.message
  return { status: code === undefined ? status : null, stdout: stdout ?? '', stderr: stderr ?? '', code }
}

/** Runs a program and waits for its end. In: the program, found by PATH; its arguments; how. Out: what came of it; never throws for what the program does. */
export const runChild = (file: string, args: readonly string[], options: ChildOptions, spawn: RawSpawn | undefined = rawSpawn()): ChildResult =>
  spawn === undefined ? viaNode(file, args, options) : viaRaw(spawn, file, args, options)
