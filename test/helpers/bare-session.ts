import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { historyDirectory, sessionDirectory } from '../../src/core/paths.js'
import { parseSessionId, type SessionId } from '../../src/core/session/session-id.js'
import type { SessionRecord } from '../../src/core/session/session-record.js'
import { writeSession } from '../../src/shell/session/session-file.js'
import { scratch } from './fresh-home.js'
import { inProcess } from './in-process.js'

/** A session on the disk, without a pane. */
export interface BareSession {
  readonly id: SessionId
  readonly directory: string
  readonly environment: ReturnType<typeof inProcess>
  readonly record: SessionRecord
}

/** In: the test, at whose end all goes; what its transcript's copy holds (undefined: there is none); the rest of session.toml. */
export const bareSession = (t: Test, transcript: string | undefined, more: Partial<SessionRecord> = {}, environment = inProcess({ HOME: scratch(t), PATH: process.env.PATH ?? '' })): BareSession => {
  const id = parseSessionId(more.id ?? 'work')
  const record: SessionRecord = {
    id, number: 1, project: 'app', directory: '/home/me/app', pane: { socket: '/none', serverPid: 1, serverStart: 1, id: '%1', version: '3.4' },
    started: '2026-01-01T00:00:00.000Z', ended: '', status: 'live', endReason: '', previous: '', next: '', transcript: '', provisional: false, renamedTo: '', ...more,
  }
  const directory = record.status === 'live' ? sessionDirectory(environment.paths, id) : historyDirectory(environment.paths, id)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  writeSession(directory, record)
  if (transcript !== undefined) writeFileSync(join(directory, 'transcript.jsonl'), transcript, { mode: 0o600 })
  return { id, directory, environment, record }
}
