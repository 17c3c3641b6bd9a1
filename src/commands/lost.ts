import { encodeContext } from '../core/context/context-text.js'
import type { Context } from '../core/context/context.js'
import { extractRecord } from '../core/context/extract-record.js'
import { newExtractState, type ExtractState } from '../core/context/extract-state.js'
import { parseContext } from '../core/context/parse-context.js'
import { buildHandoff } from '../core/handoff/build-handoff.js'
import type { LostThing } from '../core/handoff/format-lost.js'
import { retainedIn } from '../core/handoff/retained-in.js'
import { historyDirectory, sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import { cleanText } from '../core/text/clean-text.js'
import { NothingFound, UsageError } from '../errors.js'
import { contextFile, readContext } from '../shell/context/context-file.js'
import { contextSources } from '../shell/context/context-sources.js'
import { pathExists } from '../shell/files/path-exists.js'
import { readSession } from '../shell/session/session-file.js'
import { readRecords } from '../shell/transcript/read-records.js'
import type { Environment } from './environment.js'

/** A compaction: when, and everything that stood before it, item by item. */
export interface Lost {
  readonly id: string
  /** The session that the compaction ended: ours, or the one before. */
  readonly of: string
  readonly at: string
  readonly items: readonly LostThing[]
}

interface Found {
  /** Of before the last boundary; undefined when the copy begins with it. */
  readonly context: Context | undefined
  readonly at: string
  readonly summary: string
}

const directoryOf = ({ paths }: Environment, id: string): string => (pathExists(sessionDirectory(paths, id as SessionId)) ? sessionDirectory(paths, id as SessionId) : historyDirectory(paths, id as SessionId))

/** The last boundary that a copy of the transcript holds with its summary, and the context of the stretch before it. */
const lastCompaction = (directory: string, number: number, project: string, id: string): Found | undefined => {
  const clean = (text: string): string => cleanText(text, true)
  const contextFrom = (state: ExtractState): Context | undefined => parseContext(encodeContext({ id, directory: project, previous: '', from: 'transcript' }, state).toString('utf8'))
  let [state, seen]: [ExtractState, number] = [newExtractState(project, clean), 0]
  let boundary: { before: ExtractState | undefined; at: string } | undefined
  let found: Found | undefined
  for (const source of contextSources({ directory, number }).sources) {
    if (source.kind !== 'copy') continue
    for (const { record } of readRecords(source.file)) {
      if (record === undefined) continue
      if (record.compaction !== undefined && !record.sidechain) {
        boundary = { before: seen > 0 ? state : undefined, at: record.timestamp }
        ;[state, seen] = [newExtractState(project, clean), 0]
        continue
      }
      if (record.compactSummary && boundary !== undefined) {
        const summary = record.blocks.flatMap(block => (block.kind === 'text' ? [block.text] : [])).join('\n')
        found = { context: boundary.before && contextFrom(boundary.before), at: boundary.at, summary }
        boundary = undefined
        continue
      }
      if (record.type === 'user' || record.type === 'assistant' || record.type === 'attachment') seen += 1
      extractRecord(state, record, { file: source.file, line: 0 })
    }
  }
  return found
}

/**
 * `lost ID`: what the last compaction's own summary did not carry over, next to what our hand-off carried. After a rollover the summary stands in the new session and what it is about in the one before:
 * both IDs lead there. Throws UsageError (64) for a session that there is not, NothingFound (1) when there was no compaction with a summary, IoError (74).
 */
export const lost = (environment: Environment, id: SessionId): Lost => {
  const record = readSession(directoryOf(environment, id))
  if (record === undefined) throw new UsageError(`there is no session ${id}`, 'claude-session list shows all there are')
  for (const each of [record, record.next === '' ? undefined : readSession(directoryOf(environment, record.next))]) {
    if (each === undefined) continue
    const found = lastCompaction(directoryOf(environment, each.id), each.number, each.directory, each.id)
    if (found === undefined) continue
    const of = found.context === undefined ? each.previous : each.id
    const directory = directoryOf(environment, of)
    const context = found.context ?? (of === '' ? undefined : readContext(directory))
    if (context === undefined) continue
    const handoff = buildHandoff(context, { context: contextFile(directory), transcript: `${directory}/transcript.jsonl`, scrollback: '' })
    const things = {
      directory: context.directory,
      filesModified: context.filesModified.map(({ path }) => path),
      filesRead: context.filesRead.map(({ path }) => path),
      commands: context.commands.map(({ command }) => command),
      prompts: context.prompts.map(({ text }) => text),
      corrections: context.corrections.map(({ text }) => text),
    }
    const carried = retainedIn(things, handoff)
    const items = retainedIn(things, found.summary).map((item, index) => ({ kind: item.kind, what: item.what, inSummary: item.held, inHandoff: carried[index]?.held === true }))
    return { id, of, at: found.at, items }
  }
  throw new NothingFound(`no compaction with a summary is known of ${id}`, 'A session without a transcript has none: the screen does not show it')
}
