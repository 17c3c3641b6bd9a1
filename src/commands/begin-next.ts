import { dirname } from 'node:path'
import type { Marker } from '../core/capture/marker.js'
import { sessionDirectory } from '../core/paths.js'
import { knownSigns, openSigns, splitSigns, type Sign } from '../core/session/boundary.js'
import { parseSessionId } from '../core/session/session-id.js'
import type { SessionRecord } from '../core/session/session-record.js'
import { ownDirectory } from '../shell/files/own-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { removeTree } from '../shell/files/remove-tree.js'
import { renameDurably } from '../shell/files/rename-durably.js'
import { appendGaps, readGaps } from '../shell/parts/gap-file.js'
import { readMarker, writeMarker } from '../shell/parts/marker-file.js'
import { readPending, writePending } from '../shell/parts/pending-file.js'
import { readWaiting, writeWaiting } from '../shell/parts/waiting-file.js'
import { readBoundaryFile, writeBoundaryFile } from '../shell/session/boundary-file.js'
import { claimProject } from '../shell/session/claim-project.js'
import { readSession, writeSession } from '../shell/session/session-file.js'
import { shareLog } from '../shell/session/share-log.js'
import { copyTranscript } from '../shell/transcript/copy-transcript.js'
import { readHookNews, writeHookNews } from '../shell/transcript/hook-news.js'
import { readRecords } from '../shell/transcript/read-records.js'
import { readTranscriptMarker } from '../shell/transcript/transcript-marker-file.js'
import type { Environment } from './environment.js'

/** The boundary record that a copy begins with, which the old session's witnesses may not have seen. */
const firstBoundary = (copy: string, rolled: number): Sign | undefined => {
  for (const { record } of readRecords(copy)) {
    if (record?.compaction === undefined || record.sidechain) return undefined
    return { by: 'record', kind: 'compact', at: Date.parse(record.timestamp) || rolled, key: record.uuid, rolled }
  }
  return undefined
}

/** The new session's copy begins where the old one's stopped, in the same file of Claude's; after a clear, in the file beside it that Claude named after its new session. */
const continueCopy = (old: SessionRecord, directory: string, id: string, from: string, signs: readonly Sign[]): void => {
  const marker = readTranscriptMarker(from, old.id)
  const cleared = signs.find(({ kind, key }) => kind === 'clear' && key !== '')
  // Of a session that was cleared before anything was said in it Claude wrote no file: where it would stand is known all the same.
  const news = readHookNews(from, old.id)
  const source = marker?.source ?? news?.transcript
  if (cleared !== undefined && source !== undefined) return writeHookNews(directory, id, { claudeSession: cleared.key, transcript: `${dirname(source)}/${cleared.key}.jsonl` })
  if (cleared !== undefined) return
  // Claude has named the file and written nothing into it that the old session saw: all of it is this one's.
  if (marker === undefined) return news === undefined ? undefined : writeHookNews(directory, id, news)
  copyTranscript({ directory, id, source: marker.source, base: marker.offset, stopBefore: () => true })
}

/**
 * The session that goes on after `old`, whose record names it already: its directory is made aside and renamed, so that it stands whole or not at all.
 * It takes over the old one's place in the pane and the text that is not settled yet; its parts, and the marker's count, begin at 0. The caller holds
 * the locks of all beginnings and of the old session. Out: its record. Throws IoError (74), DataError (65).
 */
export const beginNext = ({ paths, uid, now }: Environment, old: SessionRecord): SessionRecord => {
  const id = parseSessionId(old.next)
  const directory = sessionDirectory(paths, id)
  const standing = pathExists(directory) ? readSession(directory) : undefined
  if (standing !== undefined) return standing
  const from = sessionDirectory(paths, parseSessionId(old.id))
  const aside = `${paths.sessions}/.${id}.new`
  removeTree(aside)
  ownDirectory(aside, uid)
  const rolled = now().getTime()
  const { number } = claimProject(paths.projects, old.directory, uid)
  const record: SessionRecord = { ...old, id, number, started: now().toISOString(), ended: '', status: 'live', endReason: '', previous: old.id, next: '', provisional: false, renamedTo: '' }
  writeSession(aside, record)
  const marker = readMarker(from, old.id)
  const place: Partial<Marker> = { id, number, part: 1, line: 0, bytes: 0, total: 0, fingerprint: 0, accountedFile: 'transcript.jsonl', accounted: 0, filled: marker !== undefined && marker.filled === marker.total && marker.total > 0 ? 0 : -1 }
  if (marker !== undefined) writeMarker(aside, { ...marker, ...place })
  writePending(aside, id, { total: 0, lines: readPending(from, old.id)?.lines ?? [] })
  // What the old session saw on the screen and could not capture yet is this one's to capture.
  writeWaiting(aside, id, readWaiting(from, old.id).map(({ file, offset }) => ({ offset, file: file.includes('/') ? file : `${old.id}/${file}` })))
  const noted = readBoundaryFile(from, old.id)
  const { here, later } = splitSigns(openSigns(noted))
  const signs = here.map(sign => ({ ...sign, rolled }))
  continueCopy(old, aside, id, from, signs)
  const first = firstBoundary(`${aside}/transcript.jsonl`, rolled)
  writeBoundaryFile(aside, id, first === undefined || signs.some(({ key }) => key === first.key) ? [...knownSigns(noted), ...signs, ...later] : [...knownSigns(noted), ...signs, first, ...later])
  // Records of what the old session lost may still come: its last gap stays open for them.
  const gaps = readGaps(`${from}/gaps.jsonl`).filter(({ filled, since }) => filled === null && since !== undefined).slice(-1)
  appendGaps(`${aside}/gaps.jsonl`, gaps.map(gap => ({ ...gap, part: 1, line: 0, known: `at the end of ${old.id}: ${gap.known}` })))
  shareLog(from, aside)
  renameDurably(aside, directory)
  return record
}
