import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { completeHistory } from '../../src/commands/freeze-session.js'
import { fingerprint, fingerprintBytes } from '../../src/core/capture/fingerprint.js'
import { partName } from '../../src/core/session/part-name.js'
import type { SessionRecord } from '../../src/core/session/session-record.js'
import { writeMarker } from '../../src/shell/parts/marker-file.js'
import { bareSession, type BareSession } from './bare-session.js'

/** A session on the disk with captured lines and the marker or manifest that belongs to them. In: the lines of each part; the rest of session.toml. */
export const capturedSession = (t: Test, parts: readonly (readonly string[])[], more: Partial<SessionRecord> = {}, environment?: BareSession['environment']): BareSession => {
  const session = bareSession(t, undefined, more, ...(environment === undefined ? [] : [environment]))
  const { directory, record } = session
  const text = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join('')
  for (const [index, lines] of parts.entries()) writeFileSync(join(directory, partName(record.number, index + 1)), text(lines), { mode: 0o600 })
  const last = Buffer.from(text(parts.at(-1) ?? []))
  writeMarker(directory, {
    id: record.id, number: record.number, part: parts.length, line: parts.at(-1)?.length ?? 0, bytes: last.length, total: parts.flat().length, fingerprint: last.length === 0 ? 0 : fingerprint(last.subarray(-fingerprintBytes)),
    socket: '/none', serverPid: 1, serverStart: 1, version: '3.4', pane: '%1', gone: false, row: 0, lineIndex: 0, width: 80, historySize: 0, at: 0, directory: record.directory, tail: [], panePid: 0, alternate: false, accountedFile: '', accounted: 0, filled: 0,
  })
  if (record.status === 'ended') completeHistory(directory, record)
  return session
}

/** Moves a live session to history/ with nothing else done, as in the middle of its end. */
export const moveToHistory = ({ environment, id, directory }: BareSession): string => {
  mkdirSync(environment.paths.history, { recursive: true })
  renameSync(directory, join(environment.paths.history, id))
  return readdirSync(environment.paths.history).join()
}
