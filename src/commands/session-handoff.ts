import type { Context } from '../core/context/context.js'
import { isEmptyContext } from '../core/context/is-empty-context.js'
import { toHandoff, type Handoff } from '../core/handoff/handoff.js'
import { historyDirectory, sessionDirectory } from '../core/paths.js'
import { isSessionId, type SessionId } from '../core/session/session-id.js'
import { UsageError } from '../errors.js'
import { contextFile, readContext } from '../shell/context/context-file.js'
import { pathExists } from '../shell/files/path-exists.js'
import { readSession } from '../shell/session/session-file.js'
import type { Environment } from './environment.js'

/** So far back a lineage is looked at. */
const mostEarlier = 10

const directoryOf = ({ paths }: Environment, id: SessionId): string => (pathExists(sessionDirectory(paths, id)) ? sessionDirectory(paths, id) : historyDirectory(paths, id))

/** The contexts of the sessions before one, the nearest first: along `previous`, so never another lineage's. */
const earlierContexts = (environment: Environment, id: SessionId): Context[] => {
  const found: Context[] = []
  const seen = new Set<string>([id])
  let previous = readSession(directoryOf(environment, id))?.previous ?? ''
  while (isSessionId(previous) && !seen.has(previous) && seen.size <= mostEarlier) {
    seen.add(previous)
    const directory = directoryOf(environment, previous)
    const context = readContext(directory)
    if (context !== undefined) found.push(context)
    previous = readSession(directory)?.previous ?? ''
  }
  return found
}

/**
 * What the next Claude context hears of a session that ended: from its context.json as it stands. In: the session, live or ended. Out: undefined when it has no context. The paths in it are where the session
 * will be for good: in history/, unless `staying`. Throws UsageError (64) for a session that there is not, DataError (65), IoError (74).
 */
export const sessionHandoff = (environment: Environment, id: SessionId, { staying = false }: { readonly staying?: boolean } = {}): Handoff | undefined => {
  const directory = directoryOf(environment, id)
  const record = readSession(directory)
  if (record === undefined) throw new UsageError(`there is no session ${id}`, 'claude-session list shows all there are')
  const context = readContext(directory)
  if (context === undefined) return undefined
  const place = staying ? directory : historyDirectory(environment.paths, id)
  const transcript = pathExists(`${directory}/transcript.jsonl`) ? `${place}/transcript.jsonl` : ''
  return toHandoff(context, { context: contextFile(place), transcript, scrollback: `${place}/session_*_PART*.md`, earlier: earlierContexts(environment, id) })
}

/**
 * What a session leaves or its next context hears: its own hand-off, or where nothing was asked or done in it the nearest one before it in its lineage. Out: undefined when none of them has anything to
 * tell. Throws as `sessionHandoff` does.
 */
export const lineageHandoff = (environment: Environment, id: SessionId, { staying = false }: { readonly staying?: boolean } = {}): Handoff | undefined => {
  const seen = new Set<string>()
  for (let each: string = id; isSessionId(each) && !seen.has(each) && seen.size <= mostEarlier; each = readSession(directoryOf(environment, each))?.previous ?? '') {
    seen.add(each)
    const directory = directoryOf(environment, each)
    const context = readSession(directory) === undefined ? undefined : readContext(directory)
    if (context === undefined || isEmptyContext(context)) continue
    const handoff = sessionHandoff(environment, each, { staying: staying && each === id })
    return handoff === undefined || each === id ? handoff : { ...handoff, leftBy: id }
  }
  return undefined
}
