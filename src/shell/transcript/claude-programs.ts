import { readlinkSync } from 'node:fs'
import { looksLikeClaude } from '../../core/transcript/looks-like-claude.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { readRegularFile } from '../files/read-regular-file.js'
import { readProcessStat } from '../processes/read-process-stat.js'

/** A process that looks like Claude Code. */
export interface ClaudeProgram {
  readonly pid: number
  /** Its directory. */
  readonly cwd: string
  /** The environment that it was started with; empty when it is another user's. */
  readonly env: Readonly<Record<string, string>>
}

/** Far more than anybody's; what stands behind it is not seen. */
const mostEnvironment = 256 * 1024

const words = (pid: number, file: string, most: number): string[] => readRegularFile(`/proc/${pid}/${file}`, { head: most })?.head.toString('utf8').split('\0') ?? []

/** The directory of a process, undefined when it has ended or is another user's: such a one does not write our transcripts. */
const directoryOf = (pid: number): string | undefined => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(errorCode(error) ?? '')) return undefined
    throw ioError('Reading', `/proc/${pid}/cwd`, error)
  }
}

/** Of some processes those that look like Claude Code. In: process IDs. Out: in the same order. Reads /proc. */
export const claudePrograms = (processes: readonly number[]): ClaudeProgram[] =>
  processes.flatMap(pid => {
    const stat = readProcessStat(pid)
    if (stat?.alive !== true || !looksLikeClaude(stat.name, words(pid, 'cmdline', 8192))) return []
    const cwd = directoryOf(pid)
    if (cwd === undefined) return []
    const pairs = words(pid, 'environ', mostEnvironment).map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const)
    return [{ pid, cwd, env: Object.fromEntries(pairs) }]
  })
