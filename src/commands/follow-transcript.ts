import { sessionDirectory } from '../core/paths.js'
import { openSigns, settleSigns, type Sign } from '../core/session/boundary.js'
import { parseSessionId } from '../core/session/session-id.js'
import { beginsWithClear } from '../core/transcript/begins-with-clear.js'
import { claudeDirectories } from '../core/transcript/claude-directories.js'
import type { TranscriptRecord } from '../core/transcript/transcript-record.js'
import { transcriptSlug } from '../core/transcript/transcript-slug.js'
import { CliError } from '../errors.js'
import { modifiedMs } from '../shell/files/modified-ms.js'
import { listSessions } from '../shell/session/list-sessions.js'
import { unlessDamaged } from '../shell/session/unless-damaged.js'
import { copyBeside } from '../shell/transcript/copy-beside.js'
import { copyTranscript, type CopiedTranscript } from '../shell/transcript/copy-transcript.js'
import { readHookNews, writeHookNews } from '../shell/transcript/hook-news.js'
import { readRecords } from '../shell/transcript/read-records.js'
import { readTranscriptMarker } from '../shell/transcript/transcript-marker-file.js'
import type { Environment } from './environment.js'
import { findTranscript } from './find-transcript.js'

/** The session whose Claude is followed. */
export interface Followed {
  readonly id: string
  readonly directory: string
  /** The project's directory. */
  readonly project: string
  readonly pane: string
  readonly panePid: number
  /** When the session began, Unix ms. */
  readonly startedMs: number
  readonly signs: readonly Sign[]
  /** No session follows this one: what Claude wrote after a boundary is its own too, there is nobody else's copy for it. */
  readonly last: boolean
}

/** What the transcript brought. */
export interface FollowedTranscript {
  /** A Claude Code is at work in the pane. */
  readonly claude: boolean
  /** Claude's file, and what of it was copied; undefined while none is bound. */
  readonly path: string | undefined
  readonly copied: CopiedTranscript | undefined
  /** It is another file than at the last tick. */
  readonly rebound: boolean
  /** Boundaries that were met, in their order, also what belongs to the one that began the session; the copy stops before the first new one, unless it is the last. */
  readonly signs: readonly Sign[]
}

const firstRecords = 20

const claudeSessionOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.jsonl$/, '')

/** What the first record after a `/clear` says of it; undefined when the file was begun otherwise. */
const clearSign = (path: string): Sign | undefined => {
  const records: TranscriptRecord[] = []
  for (const { record } of readRecords(path)) {
    if (record !== undefined) records.push(record)
    if (records.length === firstRecords) break
  }
  if (!beginsWithClear(records)) return undefined
  const times = records.flatMap(({ timestamp }) => (timestamp === '' ? [] : [Date.parse(timestamp)]))
  return { by: 'record', kind: 'clear', at: Math.min(...times, modifiedMs(path) ?? Infinity), key: claudeSessionOf(path), rolled: 0 }
}

const boundByOthers = ({ paths, log }: Environment, own: string): string[] =>
  listSessions(paths.sessions).filter(id => id !== own).flatMap(id => {
    const marker = unlessDamaged(() => readTranscriptMarker(sessionDirectory(paths, parseSessionId(id)), id), undefined, why => log(4, `${id}: which transcript it has cannot be told: ${why}`))
    return marker?.source ?? []
  })

/** What stands beside the transcript is worth less than what was met in it: that it cannot be copied is said, and no more. */
const keepBeside = ({ log }: Environment, id: string, directory: string, path: string): void => {
  try {
    copyBeside(directory, path)
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    log(4, `${id}: what stands beside ${path} was not copied: ${error.message}`)
  }
}

/** Remembers which transcript will be the session's once Claude Code writes it, as a hook would have told. */
const expectTranscript = ({ env }: Environment, directory: string, id: string, { claudeSession, cwd }: { readonly claudeSession: string; readonly cwd: string }): void => {
  const [projects] = claudeDirectories(env)?.projects ?? []
  if (projects !== undefined) writeHookNews(directory, id, { claudeSession, transcript: `${projects}/${transcriptSlug(cwd).name}/${claudeSession}.jsonl` })
}

/**
 * Finds the transcript of the Claude in a session's pane and copies what is new in it, up to the next boundary. The caller holds the session's lock.
 * Claude's own files are only read. In: the session. Out: what was copied and which boundaries were met. Throws IoError (74).
 */
export const followTranscript = (environment: Environment, followed: Followed): FollowedTranscript => {
  const { id, directory, project, pane, panePid, signs, last } = followed
  const news = readHookNews(directory, id)
  const hinted = news === undefined || modifiedMs(news.transcript) === undefined ? undefined : { path: news.transcript, claudeSession: news.claudeSession }
  const marked = readTranscriptMarker(directory, id)?.source
  // A session that a clear began is told by it which transcript is its own; Claude may have gone on to another by the time of its first tick.
  const known = marked ?? news?.transcript
  const bound = hinted ?? (known === undefined ? undefined : { path: known, claudeSession: claudeSessionOf(known) })
  const { claude, choice } = findTranscript(environment, { directory: project, panePid, paneId: pane, startedMs: followed.startedMs, bound, taken: boundByOthers(environment, id) })
  const met: Sign[] = []
  const isNew = (sign: Sign): boolean => {
    met.push(sign)
    return openSigns([...signs, ...settleSigns(signs, met)]).some(({ by, key }) => by === sign.by && key === sign.key)
  }
  const path = 'found' in choice ? choice.found.path : known
  // A clear before the next tick would leave no trace of the session that had only just begun.
  if ('expected' in choice && choice.expected !== undefined) expectTranscript(environment, directory, id, choice.expected)
  if (path === undefined) return { claude, path, copied: undefined, rebound: false, signs: met }
  const earlier = path === known ? undefined : known
  const stopBefore = ({ sidechain, compaction, uuid, timestamp }: TranscriptRecord): boolean =>
    !sidechain && compaction !== undefined && isNew({ by: 'record', kind: 'compact', at: timestamp === '' ? environment.now().getTime() : Date.parse(timestamp), key: uuid, rolled: 0 }) && !last
  const copy = (source: string): CopiedTranscript => copyTranscript({ directory, id, source, stopBefore })
  const done = (source: string, copied: CopiedTranscript): FollowedTranscript => {
    if (!copied.gone) keepBeside(environment, id, directory, source)
    return { claude, path: source, copied, rebound: source !== marked, signs: met }
  }
  // Before another file is looked at, the one before is followed to its end: what it says came first.
  const before = earlier === undefined ? undefined : { source: earlier, copied: copy(earlier) }
  const session = claudeSessionOf(path)
  // Claude can have named the session after a clear before anything was written in the one before it: the first look at its file tells, unless it is older than ours.
  const unseen = marked === undefined && path === known && 'found' in choice
  const clear = before !== undefined || unseen ? clearSign(path) : undefined
  const cleared = before !== undefined || (clear?.at ?? 0) > followed.startedMs ? clear : undefined
  // What comes after the clear is the next session's; a hook may tell of it before the new file says so itself.
  const told = path !== known && openSigns(signs).some(({ kind, key }) => kind === 'clear' && key === session)
  // Also when it is not come to yet: by the time it is, Claude may have gone on to another.
  const ends = cleared !== undefined && isNew(cleared)
  if (last || (!ends && !told && before?.copied.stopped === undefined)) return done(path, copy(path))
  return before === undefined ? { claude, path: undefined, copied: undefined, rebound: false, signs: met } : done(before.source, before.copied)
}
