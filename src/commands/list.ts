import { statSync } from 'node:fs'
import { historyDirectory, sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import type { SessionSummary } from '../core/session/session-summary.js'
import { CliError } from '../errors.js'
import { pathExists } from '../shell/files/path-exists.js'
import { readGaps } from '../shell/parts/gap-file.js'
import { readMarker, markerFile } from '../shell/parts/marker-file.js'
import { listSessions } from '../shell/session/list-sessions.js'
import { readSession } from '../shell/session/session-file.js'
import { readTrouble } from '../shell/session/trouble-file.js'
import type { Environment } from './environment.js'

/** One session's summary; undefined when it is in neither place, or not begun to the end. Throws DataError (65) for a damaged file, IoError (74). */
export const summarize = ({ paths }: Environment, id: SessionId): SessionSummary | undefined => {
  const live = sessionDirectory(paths, id)
  const directory = pathExists(live) ? live : historyDirectory(paths, id)
  const record = readSession(directory)
  if (record === undefined) return undefined
  const marker = readMarker(directory, record.id)
  const markerPath = markerFile(directory, record.id)
  return {
    id,
    state: directory === live ? 'live' : 'ended',
    project: record.project,
    directory: record.directory,
    pane: `${record.pane.socket} ${record.pane.id}`,
    started: record.started,
    ended: record.ended,
    lines: marker?.total ?? 0,
    parts: marker === undefined ? 0 : marker.line === 0 ? marker.part - 1 : marker.part,
    gaps: readGaps(`${directory}/gaps.jsonl`).length,
    captured: pathExists(markerPath) ? statSync(markerPath).mtime.toISOString() : '',
    trouble: directory === live ? (readTrouble(paths.runtime, id) ?? '') : '',
  }
}

/** The same, where a damaged or unreadable file hides no session: what is wrong with it is its `trouble`, and nothing else is known. */
export const summarizeDamaged = (environment: Environment, id: SessionId): SessionSummary | undefined => {
  try {
    return summarize(environment, id)
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    const state = pathExists(sessionDirectory(environment.paths, id)) ? 'live' : 'ended'
    return { id, state, project: '', directory: '', pane: '', started: '', ended: '', lines: 0, parts: 0, gaps: 0, captured: '', trouble: [error.message, ...(error.hint === undefined ? [] : [error.hint])].join('. ') }
  }
}

/** `list`: every session, the live ones first, each group in the order of its IDs. Throws IoError (74) when they cannot be listed. */
export const list = (environment: Environment): SessionSummary[] => {
  const { sessions, history } = environment.paths
  return [...listSessions(sessions), ...listSessions(history)].flatMap(id => summarizeDamaged(environment, id) ?? [])
}
