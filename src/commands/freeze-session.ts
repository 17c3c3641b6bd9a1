/**
 * The end of a session's files. Steps, each repeatable after a crash at any point: session.toml says `ended` (nothing captures any more); the directory
 * is renamed into history/; the parts are joined; MANIFEST.json is written last, so that its presence means "complete". Whoever finds a
 * directory in history/ without a manifest calls this again.
 */
import { readdirSync } from 'node:fs'
import { historyDirectory, sessionDirectory } from '../core/paths.js'
import { encodeManifest } from '../core/session/manifest.js'
import type { SessionId } from '../core/session/session-id.js'
import type { SessionRecord } from '../core/session/session-record.js'
import { supervisorLog } from '../core/session/supervisor-log.js'
import { leadsToContext, linkContext } from '../shell/context/save-context.js'
import { describeFile } from '../shell/files/describe-file.js'
import { filesBelow } from '../shell/files/files-below.js'
import { removeIfExists } from '../shell/files/remove-if-exists.js'
import { renameDurably } from '../shell/files/rename-durably.js'
import { writeRecord } from '../shell/files/write-record.js'
import { joinParts } from '../shell/parts/join-parts.js'
import { writeSession } from '../shell/session/session-file.js'
import type { Environment } from './environment.js'


/** The manifest's file in a session's directory. */
export const manifestFile = (directory: string): string => `${directory}/MANIFEST.json`

/** The day of an ISO time where the user lives, `YYYYMMDD`: the day in the file's name is the one on the user's calendar. */
const localDay = (iso: string): string => {
  const date = new Date(iso)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(field => String(field).padStart(2, '0')).join('')
}

/** What a kill in the middle of replacing a record of the session leaves beside it; of a session in history/ nobody writes them any more, but for the manifest, which is written last. */
const leftover = /^(?:(?:session\.toml|MANIFEST\.json)\.\d+|\..*\.new)$/

/** Joins the parts and writes the manifest of a session that stands in history/. Out: the name of the joined file. Throws IoError (74). */
export const completeHistory = (directory: string, record: SessionRecord): string => {
  const joined = joinParts(directory, record.number, localDay(record.ended))
  for (const name of readdirSync(directory).filter(found => leftover.test(found))) removeIfExists(`${directory}/${name}`)
  const names = filesBelow(directory)
    .filter(name => !['MANIFEST.json', supervisorLog].includes(name) && !name.endsWith('.new'))
    // PART2 before PART10.
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
  writeRecord(manifestFile(directory), encodeManifest(record.id, record.ended, names.map(name => ({ ...describeFile(`${directory}/${name}`), name }))))
  return joined
}

/**
 * What is left to do for a session that stands in history/: the project's link to the context used last follows it there, when it led to it; then its files. Out: the name of the joined
 * file. Throws IoError (74), CannotCreateError (73), UnsafeError (77).
 */
export const completeEnded = ({ paths, uid }: Environment, id: SessionId, record: SessionRecord): string => {
  const history = historyDirectory(paths, id)
  if (leadsToContext(paths.projects, record.project, sessionDirectory(paths, id))) linkContext(paths.projects, record.project, history, uid)
  return completeHistory(history, record)
}

/** Freezes a live session whose last capture is done. The caller holds its lock. Out: the name of the joined file. Throws IoError (74). */
export const freezeSession = (environment: Environment, id: SessionId, record: SessionRecord, reason: string): string => {
  const { paths, now } = environment
  const live = sessionDirectory(paths, id)
  const ended: SessionRecord = record.status === 'ended' ? record : { ...record, status: 'ended', ended: now().toISOString(), endReason: reason }
  if (record.status !== 'ended') writeSession(live, ended)
  // Never over an ended session: renaming onto a directory that has files fails.
  renameDurably(live, historyDirectory(paths, id))
  return completeEnded(environment, id, ended)
}
