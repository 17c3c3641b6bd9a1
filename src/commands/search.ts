import { closeSync } from 'node:fs'
import type { FoundLine } from '../core/report/format-match.js'
import { lineMatcher, type LineMatch, type PatternOptions } from '../core/report/line-matcher.js'
import type { SessionId } from '../core/session/session-id.js'
import type { SessionRecord } from '../core/session/session-record.js'
import { CliError, UsageError } from '../errors.js'
import { ioError } from '../shell/files/io-error.js'
import { readLines } from '../shell/files/read-lines.js'
import { openPart } from '../shell/parts/open-part.js'
import { partNumbers } from '../shell/parts/part-numbers.js'
import { withinTime } from '../shell/processes/within-time.js'
import type { Environment } from './environment.js'
import { knownSessions, type KnownSession } from './known-sessions.js'

/** Where and how to search. */
export interface SearchOptions extends PatternOptions {
  readonly session?: SessionId | undefined
  /** A project's name, as `list --json` has it. */
  readonly project?: string | undefined
  /** Only the first line of each session in which there is one. */
  readonly first?: boolean | undefined
  /** How long one batch of lines may take, in milliseconds. */
  readonly limit?: number | undefined
  /** Is told how far it is. */
  readonly progress?: ((text: string) => void) | undefined
}

const batchLines = 4_000
const batchUnits = 1 << 20
const limitMs = 2_000
// tmux joins what it wrapped, so a line can be long; one that is longer than this was made to be.
const longestLine = 16_777_216

interface Batch {
  /** The number of the first line, counted from 1. */
  readonly first: number
  readonly lines: string[]
}

/** The lines of a part, some at a time. A line that is too long is an empty one here, and named. */
function* batches(file: string, fd: number, log: Environment['log']): Generator<Batch, void> {
  let [lines, units, number]: [string[], number, number] = [[], 0, 0]
  try {
    for (const { bytes } of readLines(fd, 0, longestLine)) {
      number += 1
      if (bytes === undefined) log(4, `line ${number} of ${file} is longer than 16 MB and was left out`)
      const text = bytes?.toString('utf8') ?? ''
      lines.push(text)
      units += text.length
      if (lines.length < batchLines && units < batchUnits) continue
      yield { first: number - lines.length + 1, lines }
      ;[lines, units] = [[], 0]
    }
  } catch (error) {
    throw error instanceof CliError ? error : ioError('Reading', file, error)
  }
  if (lines.length > 0) yield { first: number - lines.length + 1, lines }
}

/** The sessions that are searched; UsageError (64) when none is called so. */
const chosen = (environment: Environment, { session, project }: SearchOptions): KnownSession[] => {
  const all = knownSessions(environment)
  if (session !== undefined && !all.some(({ id }) => id === session)) throw new UsageError(`there is no session ${session}`, 'claude-session list shows all there are')
  const found = all.filter(({ id, record }) => (session === undefined || id === session) && (project === undefined || (!(record instanceof CliError) && record.project === project)))
  if (found.length === 0 && project !== undefined) throw new UsageError(`there is no session of a project ${project}`, 'claude-session list --json shows the projects')
  return found
}

/**
 * `search`: the lines of all parts in which a pattern is, those of the session begun last first, each session's in order. It reads what is in the parts: what is still on a screen is
 * not. A session or part that cannot be read is told of and left out, and thrown at the end. Throws UsageError (64), also when an expression takes too long, DataError (65), IoError (74).
 */
export function* search(environment: Environment, pattern: string, options: SearchOptions = {}): Generator<FoundLine, void> {
  const { paths, log } = environment
  const { first = false, limit = limitMs, progress = () => undefined } = options
  const matches = lineMatcher(pattern, options)
  let failure: CliError | undefined
  let searched = 0

  const matchesOf = ({ lines, first: number }: Batch, file: string): readonly LineMatch[] => {
    const found = withinTime(limit, () => matches(lines))
    if (found !== undefined) return found.result
    throw new UsageError(
      `the expression takes longer than ${limit / 1000} s for lines ${number} to ${number + lines.length - 1} of ${file}`,
      'Write it without a repetition inside of a repetition, or search for plain text: --fixed',
    )
  }

  function* inPart(id: SessionId, record: SessionRecord, part: number): Generator<FoundLine, void> {
    const { file, fd } = openPart(paths, id, record.number, part)
    try {
      for (const batch of batches(file, fd, log)) {
        for (const { index, spans } of matchesOf(batch, file)) yield { id, part, line: batch.first + index, text: batch.lines[index] ?? '', spans }
        searched += batch.lines.length
        progress(`${searched} lines searched, now ${id} part ${part}`)
      }
    } finally {
      closeSync(fd)
    }
  }

  for (const { id, directory, record } of chosen(environment, options)) {
    try {
      if (record instanceof CliError) throw record
      session: for (const part of partNumbers(directory, record.number)) {
        for (const found of inPart(id, record, part)) {
          yield found
          if (first) break session
        }
      }
    } catch (error) {
      if (!(error instanceof CliError) || error instanceof UsageError) throw error
      log(4, `${id} was not searched to its end: ${error.message}`)
      failure ??= error
    }
  }
  progress('')
  if (failure !== undefined) throw failure
}
