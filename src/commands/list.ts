import { statSync } from 'node:fs'
import { historyDirectory, sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import type { SessionSummary } from '../core/session/session-summary.js'
import { pathExists } from '../shell/files/path-exists.js'
import { readGaps } from '../shell/parts/gap-file.js'
import { readMarker, markerFile } from '../shell/parts/marker-file.js'
import { listSessions } from '../shell/session/list-sessions.js'
import { readSession } from '../shell/session/session-file.js'
import { readTrouble } from '../shell/session/trouble-file.js'
import type { Environment } from './environment.js'

/** One session's summary; undefined when it is in neither place, or not begun to the end. */
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

/** `list`: every session, the live ones first, each group in the order of its IDs. */
export const list = (environment: Environment): SessionSummary[] => {
  const { sessions, history } = environment.paths
  return [...listSessions(sessions), ...listSessions(history)].flatMap(id => summarize(environment, id) ?? [])
}
