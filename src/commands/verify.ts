import { lstatSync } from 'node:fs'
import { historyDirectory } from '../core/paths.js'
import type { VerifiedSession } from '../core/report/format-verified.js'
import { compareManifest } from '../core/session/compare-manifest.js'
import { decodeManifest, type ManifestEntry } from '../core/session/manifest.js'
import type { SessionId } from '../core/session/session-id.js'
import { supervisorLog } from '../core/session/supervisor-log.js'
import { CliError, DataError, IoError, UsageError } from '../errors.js'
import { describeFile } from '../shell/files/describe-file.js'
import { filesBelow } from '../shell/files/files-below.js'
import { ioError } from '../shell/files/io-error.js'
import { isRealDirectory } from '../shell/files/is-real-directory.js'
import { readIfExists } from '../shell/files/read-if-exists.js'
import type { Environment } from './environment.js'
import { manifestFile } from './freeze-session.js'
import { knownSessions, type KnownSession } from './known-sessions.js'
import { verifyLive } from './verify-live.js'

type Progress = (text: string) => void

/** A file as the manifest would have it, or in words why it is none: only regular files are opened. */
const describe = (directory: string, name: string): ManifestEntry | string => {
  const file = `${directory}/${name}`
  try {
    if (!lstatSync(file).isFile()) return 'it is no regular file'
  } catch (error) {
    throw ioError('Looking at', file, error)
  }
  return { ...describeFile(file), name }
}

const verifyEnded = (directory: string, id: SessionId, progress: Progress): VerifiedSession => {
  const names = filesBelow(directory).filter(name => name !== 'MANIFEST.json')
  const text = readIfExists(manifestFile(directory))
  const wanted = text === undefined ? undefined : decodeManifest(text)
  if (wanted === undefined) {
    const problem = text === undefined ? ({ problem: 'missing', detail: `claude-session end ${id} completes what was cut off` } as const) : ({ problem: 'differs', detail: 'it is no manifest' } as const)
    return { id, state: 'ended', files: 0, bytes: 0, problems: [{ file: 'MANIFEST.json', ...problem }] }
  }
  const found = new Map<string, ManifestEntry | string>()
  for (const name of names) {
    // It says its last word after the manifest was written.
    if (name === supervisorLog) continue
    progress(`${id}: ${name}`)
    found.set(name, describe(directory, name))
  }
  const entries = [...found.values()].filter(entry => typeof entry !== 'string')
  return { id, state: 'ended', files: entries.length, bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0), problems: compareManifest(wanted, found) }
}

const verifyOne = ({ paths }: Environment, { id, live, directory, record }: KnownSession, progress: Progress): VerifiedSession => {
  if (record instanceof CliError) return { id, state: live ? 'live' : 'ended', files: 0, bytes: 0, problems: [{ file: 'session.toml', problem: 'differs', detail: record.message }] }
  progress(id)
  const verified = live ? verifyLive(directory, id, record) : verifyEnded(directory, id, progress)
  // It ended while we looked: what is missing was moved.
  return live && !isRealDirectory(directory) && isRealDirectory(historyDirectory(paths, id)) ? verifyEnded(historyDirectory(paths, id), id, progress) : verified
}

/** What cannot be read of one session is its damage, and hides no other. */
const verifyReadable = (environment: Environment, session: KnownSession, progress: Progress): VerifiedSession => {
  try {
    return verifyOne(environment, session, progress)
  } catch (error) {
    if (!(error instanceof IoError)) throw error
    return { id: session.id, state: session.live ? 'live' : 'ended', files: 0, bytes: 0, problems: [{ file: '.', problem: 'differs', detail: error.message }] }
  }
}

/**
 * `verify [ID]`: whether all files are as they were written: of ended sessions each against MANIFEST.json, of live ones the parts against the marker. In: one session, or undefined for all. Out: what
 * was found, the session begun last first. Throws UsageError (64) for a session that there is not, IoError (74) when the sessions cannot be listed.
 */
export const verify = (environment: Environment, id: SessionId | undefined, progress: Progress = () => undefined): VerifiedSession[] => {
  const sessions = knownSessions(environment).filter(session => id === undefined || session.id === id)
  if (id !== undefined && sessions.length === 0) throw new UsageError(`there is no session ${id}`, 'claude-session list shows all there are')
  const verified = sessions.map(session => verifyReadable(environment, session, progress))
  progress('')
  return verified
}

/** What is to be thrown when something was lost: DataError (65). */
export const verifyFailure = (damaged: readonly VerifiedSession[]): DataError =>
  new DataError(`files of ${damaged.length === 1 ? (damaged[0]?.id ?? '') : `${damaged.length} sessions`} are not as they were written`, 'What is named as missing or different was changed by something else; a copy of it, if you have one, is better')
