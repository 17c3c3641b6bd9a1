/**
 * strace, for what cannot be asked of a program from inside: which file-system calls it makes, and what becomes of it when it is killed at one of
 * them or one of them fails. Only the main thread is followed (no -f): the tick's files are written there, `when=<n>` counts per thread, and the
 * commands it starts are left alone.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * One call on a file below the watched directories: the `n`-th of its name on that file. A file whose name is never the same again (the temporary
 * ones of write-file-atomic, a new ID) has no `file`; then `n` counts all calls of the name.
 */
export interface Call {
  readonly name: string
  readonly file: string | undefined
  readonly n: number
  /** The line of the trace. */
  readonly text: string
}

/** How a program ended that ran under strace. */
export interface Traced {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly err: string
  readonly calls: readonly Call[]
  /** All lines of the trace. */
  readonly lines: readonly string[]
}

// Names that an architecture does not know are skipped ('?').
const traced = [
  ...['open', 'openat', 'openat2', 'creat', 'close', 'read', 'pread64', 'write', 'writev', 'pwrite64', 'fsync', 'fdatasync', 'ftruncate', 'truncate'],
  ...['rename', 'renameat', 'renameat2', 'unlink', 'unlinkat', 'rmdir', 'mkdir', 'mkdirat', 'link', 'linkat', 'chmod', 'fchmod', 'fchmodat', 'chown', 'fchown'],
  ...['stat', 'lstat', 'fstat', 'newfstatat', 'statx', 'access', 'getdents64', 'lseek', 'copy_file_range', 'fallocate'],
].map(name => `?${name}`)

/** What is missing for these tests, in a sentence; undefined when nothing is. */
export const straceProblem = (): string | undefined => {
  const tried = spawnSync('strace', ['-o', '/dev/null', '-e', 'inject=?fsync:error=EIO:when=1', 'true'], { encoding: 'utf8' })
  if (tried.error !== undefined) return 'strace is not installed'
  return tried.status === 0 ? undefined : `strace cannot trace here: ${tried.stderr.trim().split('\n')[0] ?? ''}`
}

const pathsIn = (text: string): string[] => [...text.matchAll(/"([^"]*)"|<([^>]*)>/g)].flatMap(([, quoted, named]) => quoted ?? named ?? [])
// Temporary names have the number of the process that makes them, and a pane's file that of its tmux server.
const comesBack = (path: string): boolean => !/[.-]\d{5,}$|\.\d+(?:-\d+)?\.new$|\/\.panes\/\d/.test(path)

const counted = (lines: readonly string[], below: readonly string[]): Call[] => {
  const seen = new Map<string, number>()
  const count = (key: string): number => {
    const n = (seen.get(key) ?? 0) + 1
    seen.set(key, n)
    return n
  }
  return lines.flatMap(text => {
    const name = /^([a-z0-9_]+)\(/.exec(text)?.[1]
    if (name === undefined) return []
    const all = count(name)
    const paths = [...new Set(pathsIn(text))].filter(path => below.some(directory => path.startsWith(directory)))
    const byFile = new Map(paths.map(path => [path, count(`${name} ${path}`)]))
    if (paths.length === 0) return []
    // Of a call on two files -P knows the first.
    const file = paths[0] !== undefined && comesBack(paths[0]) ? paths[0] : undefined
    return [{ name, file, n: file === undefined ? all : (byFile.get(file) ?? 0), text }]
  })
}

/**
 * Runs a command under strace. In: the command; its environment; the file for the trace; the directories whose calls count; `at` and `inject`: what is
 * to happen at which call (`signal=KILL`, `error=EIO`); `data`: write out all that is read and written, in hexadecimal, instead of names of descriptors.
 */
export const traceCommand = (
  command: readonly string[],
  { env, log, below, at, inject, data = false }: { env: Readonly<Record<string, string>>; log: string; below: readonly string[]; at?: Call | undefined; inject?: string; data?: boolean },
): Traced => {
  const show = data ? ['-xx', '-s', '100000000'] : ['-y', '-s', '0']
  // With -P only the calls on that file are counted: how often a pipe is read differs from run to run.
  const broken = at === undefined ? [] : [...(at.file === undefined ? [] : ['-P', at.file]), '-e', `inject=${at.name}:${inject ?? 'signal=KILL'}:when=${at.n}`]
  const args = ['-o', log, ...show, '-e', `trace=${traced.join(',')}`, ...broken, ...command]
  const { status, signal, stderr, error } = spawnSync('strace', args, { env, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 2 ** 26 })
  if (error !== undefined) throw error
  const lines = readFileSync(log, 'latin1').split('\n').slice(0, -1)
  return { code: status, signal, err: stderr, calls: data ? [] : counted(lines, below), lines }
}

/** A call in a few words. */
export const briefly = ({ name, file, n }: Call): string => `${name} ${file?.replace(/^.*\//, '') ?? ''}/${n}`
