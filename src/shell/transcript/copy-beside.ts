/**
 * What Claude Code keeps beside a transcript `<dir>/<uuid>.jsonl`: subagents' transcripts in `<dir>/<uuid>/subagents`, large outputs in `<dir>/<uuid>/tool-results`. It is
 * copied to `transcript.d` in the session's directory. Each file is a step of its own, and each can be repeated.
 */
import { closeSync, readdirSync } from 'node:fs'
import { besideName } from '../../core/transcript/beside-name.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { isRealDirectory } from '../files/is-real-directory.js'
import { openRegular } from '../files/open-regular.js'
import { ownDirectory } from '../files/own-directory.js'
import { copyGrowingFile } from './copy-growing-file.js'
import { copyWholeFile } from './copy-whole-file.js'

/** What was copied. */
export interface CopiedBeside {
  readonly files: number
  readonly bytes: number
  /** What is no regular file and was left alone, by its path. */
  readonly skipped: readonly string[]
  /** Whether the rest waits for the next call. */
  readonly more: boolean
}

/** The files copied in one call, at most: a tick has its time. */
export const mostFiles = 200

/** The files of a directory that are ours to copy, and what else stands there. A link in a directory's place leads nowhere. */
const entries = (directory: string): { files: string[]; others: string[] } => {
  if (!isRealDirectory(directory)) return { files: [], others: [] }
  const found = readdirSync(directory, { withFileTypes: true }).filter(({ name }) => besideName(name) !== undefined)
  const names = (wanted: boolean): string[] => found.filter(entry => entry.isFile() === wanted).map(({ name }) => name).sort()
  return { files: names(true), others: names(false) }
}

/** Out: the bytes that were copied; undefined when nothing was new. */
const copyOne = (file: string, target: string, growing: boolean): number | undefined => {
  const opened = openRegular(file)
  if (opened === undefined) return undefined
  try {
    if (!growing) return copyWholeFile(opened.fd, opened.stat, target)
    const bytes = copyGrowingFile(opened.fd, target)
    return bytes === 0 ? undefined : bytes
  } finally {
    closeSync(opened.fd)
  }
}

const copyKind = (from: string, to: string, kind: 'subagents' | 'tool-results', before: CopiedBeside): CopiedBeside => {
  const { files, others } = entries(`${from}/${kind}`)
  let { files: count, bytes, more } = before
  if (files.length > 0) for (const made of [to, `${to}/${kind}`]) ownDirectory(made, process.getuid?.() ?? 0)
  for (const name of files) {
    if (count === mostFiles) more = true
    if (more) break
    // Only among the subagents do our own versions (`.jsonl.2`) meet no name of Claude's.
    const growing = kind === 'subagents' && name.endsWith('.jsonl')
    if (kind === 'subagents' && !growing && !name.endsWith('.json')) continue
    const copied = copyOne(`${from}/${kind}/${name}`, `${to}/${kind}/${besideName(name) ?? ''}`, growing)
    if (copied !== undefined) [count, bytes] = [count + 1, bytes + copied]
  }
  return { files: count, bytes, skipped: [...before.skipped, ...others.map(name => `${from}/${kind}/${name}`)], more }
}

/**
 * Copies what is new beside a transcript. In: the session's directory, whose lock the caller holds; the transcript. Out: what was copied. Claude's files are only ever read, and no link is
 * followed out of its directory. Throws IoError (74); CannotCreateError (73) and UnsafeError (77) for our own directories.
 */
export const copyBeside = (directory: string, source: string): CopiedBeside => {
  const nothing: CopiedBeside = { files: 0, bytes: 0, skipped: [], more: false }
  const from = source.replace(/\.jsonl$/, '')
  try {
    if (from === source || !isRealDirectory(from)) return nothing
    return copyKind(from, `${directory}/transcript.d`, 'tool-results', copyKind(from, `${directory}/transcript.d`, 'subagents', nothing))
  } catch (error) {
    throw errorCode(error) === undefined ? error : ioError('Copying what is in', from, error)
  }
}
