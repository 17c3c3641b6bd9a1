/**
 * install.sh begins a session by itself; the first session that somebody begins by name in that pane is that session under its new name:
 * the same number, the same parts. Steps, each repeatable: the old record says `renamed_to`; its units are stopped (their `end` sees that and does
 * nothing); the directory is renamed; the files that carry the ID in their name follow; the record gets the new ID. A crash in between leaves a
 * directory whose name and record differ, or a record that says `renamed_to`: `begin` under the new name goes on from there.
 */
import { sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import type { SessionRecord } from '../core/session/session-record.js'
import { lockDirectory } from '../shell/files/lock-directory.js'
import { removeIfExists } from '../shell/files/remove-if-exists.js'
import { renameDurably } from '../shell/files/rename-durably.js'
import { renameIfExists } from '../shell/files/rename-if-exists.js'
import { readMarker, writeMarker } from '../shell/parts/marker-file.js'
import { markerFile } from '../shell/parts/marker-file.js'
import { pendingFile, readPending, writePending } from '../shell/parts/pending-file.js'
import { readSession, writeSession } from '../shell/session/session-file.js'
import { readTranscriptMarker, transcriptMarkerFile, writeTranscriptMarker } from '../shell/transcript/transcript-marker-file.js'
import { stopUnits } from '../shell/units/units.js'
import type { Environment } from './environment.js'

const lockWaitSeconds = 30

/** The record in `directory` becomes the record of `id`, with the files that are named after it. */
export const adoptDirectory = (directory: string, record: SessionRecord, id: SessionId): SessionRecord => {
  const marker = readMarker(directory, record.id)
  if (marker !== undefined) writeMarker(directory, { ...marker, id })
  const pending = readPending(directory, record.id)
  if (pending !== undefined) writePending(directory, id, pending)
  const transcript = readTranscriptMarker(directory, record.id)
  if (transcript !== undefined) writeTranscriptMarker(directory, { ...transcript, id })
  // These do not say inside whose they are.
  for (const kind of ['boundary', 'claude', 'filling', 'waiting']) renameIfExists(`${directory}/.${kind}.${record.id}`, `${directory}/.${kind}.${id}`)
  const renamed: SessionRecord = { ...record, id, provisional: false, renamedTo: '' }
  writeSession(directory, renamed)
  removeIfExists(markerFile(directory, record.id))
  removeIfExists(pendingFile(directory, record.id))
  removeIfExists(transcriptMarkerFile(directory, record.id))
  return renamed
}

/** A session as it is now, while it can still get another name: it may have ended since it was seen, or got a worktree. The caller holds its lock. */
const renamable = (directory: string): SessionRecord | undefined => {
  const record = readSession(directory)
  return record?.status === 'live' && record.next === '' ? record : undefined
}

/** Turns the provisional session `old` into the live session `id`. The caller holds the lock of all beginnings. Out: whether it did; not when it has ended meanwhile. Throws BusyError (75), IoError (74). */
export const takeOver = async ({ paths, log }: Environment, old: SessionId, id: SessionId): Promise<boolean> => {
  const from = sessionDirectory(paths, old)
  const lock = lockDirectory(from, lockWaitSeconds)
  try {
    const record = lock && renamable(from)
    if (record === undefined) return false
    writeSession(from, { ...record, renamedTo: id })
  } finally {
    lock?.release()
  }
  await stopUnits(old)
  const again = lockDirectory(from, lockWaitSeconds)
  try {
    const record = again && renamable(from)
    if (record === undefined) return false
    const to = sessionDirectory(paths, id)
    renameDurably(from, to)
    adoptDirectory(to, record, id)
    log(5, `${id}: goes on from ${old}, which install.sh had begun in this pane`)
    return true
  } finally {
    again?.release()
  }
}
