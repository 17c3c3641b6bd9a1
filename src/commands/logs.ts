import { setTimeout as sleep } from 'node:timers/promises'
import type { LogEntry } from '../core/report/log-entry.js'
import { namesSession } from '../core/session/names-session.js'
import { isSessionId, type SessionId } from '../core/session/session-id.js'
import { supervisorLog } from '../core/session/supervisor-log.js'
import { UnavailableError, UsageError } from '../errors.js'
import { isRealDirectory } from '../shell/files/is-real-directory.js'
import { modifiedMs } from '../shell/files/modified-ms.js'
import { sessionPlace } from '../shell/session/session-place.js'
import { readJournal } from '../shell/units/read-journal.js'
import { readSupervisorLog, type LogPlace } from '../shell/units/read-supervisor-log.js'
import type { Environment } from './environment.js'

/** A session's story so far. */
export interface Logs {
  /** From the journal and from supervisor.log, by time. */
  readonly entries: readonly LogEntry[]
  /** Where more will come. */
  readonly behind: { readonly journal: string | number; readonly file: LogPlace | undefined }
}

const pollMs = 500

// Wherever it is now: a session that ends takes the file with it.
const logFile = ({ paths }: Environment, id: SessionId): string => `${sessionPlace(paths, id)}/${supervisorLog}`

/** A supervisor's log goes on with the session after a boundary; what it says of the others of the lineage is theirs. */
const ofSession = ({ paths }: Environment, id: SessionId, entries: readonly LogEntry[]): readonly LogEntry[] => {
  const others = new Map<string, boolean>()
  return entries.filter(({ text }) => {
    const name = /^([\w.-]+): /.exec(text)?.[1] ?? ''
    if (!isSessionId(name) || namesSession(text, id)) return true
    const other = others.get(name) ?? isRealDirectory(sessionPlace(paths, name))
    others.set(name, other)
    return !other
  })
}

/**
 * `logs ID`: what was said about a session, by the units in the journal, or by the supervisor where there was no user manager, or both. Throws UsageError (64) when there is no such session
 * and nothing about one, UnavailableError (69), with where it was looked for, when nothing is said about one that there is, IoError (74).
 */
export const logs = async (environment: Environment, id: SessionId): Promise<Logs> => {
  const { paths, env, uid, now } = environment
  const asked = now().getTime()
  const answer = { problem: '' }
  const journal: LogEntry[] = []
  for await (const entry of readJournal(id, { uid, env }, answer)) journal.push(entry)
  const file = logFile(environment, id)
  const supervisor = readSupervisorLog(file, undefined, modifiedMs(file) ?? asked)
  const entries = [...journal, ...ofSession(environment, id, supervisor?.entries ?? [])].sort((one, other) => one.at - other.at)
  if (entries.length > 0) return { entries, behind: { journal: journal.at(-1)?.cursor ?? asked, file: supervisor?.place } }
  const looked = `${answer.problem || "no journal that you may read has a line of its units'"}, and ${supervisor === undefined ? 'there is no' : 'nothing is in'} ${file}`
  if (!isRealDirectory(sessionPlace(paths, id))) throw new UsageError(`there is no session ${id}: ${looked}`, 'claude-session list shows all there are')
  throw new UnavailableError(
    `nothing is said about ${id}: ${looked}`,
    'A journal that is kept in memory only is not yours to read unless you are in the group systemd-journal; after a reboot it is gone: mkdir -p /var/log/journal keeps it',
  )
}

/** `logs -f`: what is said from now on, as it comes, until it is told to stop. In: the story so far; what is done with an entry. Throws IoError (74). */
export const followLogs = async (environment: Environment, id: SessionId, { behind }: Pick<Logs, 'behind'>, stop: AbortSignal, tell: (entry: LogEntry) => Promise<void>): Promise<void> => {
  const { env, uid, now } = environment
  const journal = async (): Promise<void> => {
    for await (const entry of readJournal(id, { uid, env, follow: { after: behind.journal, stop } }, { problem: '' })) await tell(entry)
  }
  const supervisor = async (): Promise<void> => {
    let place = behind.file
    while (!stop.aborted) {
      const more = readSupervisorLog(logFile(environment, id), place, now().getTime())
      for (const entry of ofSession(environment, id, more?.entries ?? [])) await tell(entry)
      place = more?.place ?? place
      await sleep(pollMs, undefined, { signal: stop }).catch(() => undefined)
    }
  }
  await Promise.all([journal(), supervisor()])
}
