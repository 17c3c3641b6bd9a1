/**
 * The end of a session that is not the end of the work. Steps, each repeatable; whoever finds a session whose record names a next one calls this again:
 *   1. last capture of the old screen, up to the boundary      -> as after any tick
 *   2. the next ID reserved and written into session.toml      -> the old session captures nothing any more
 *   3. the new session's directory made aside, then renamed    -> it stands whole or not at all
 *   4. the pane's option, the hand-off, the project's next ID  -> written again
 *   5. the new units started, the old ones stopped             -> asked for again
 *   6. the old session frozen into history/                    -> finished by whoever comes next
 */
import { historyDirectory, sessionDirectory } from '../core/paths.js'
import { boundaryLine } from '../core/session/boundary-line.js'
import type { Sign } from '../core/session/boundary.js'
import { newSessionId } from '../core/session/new-session-id.js'
import { parseSessionId, type SessionId } from '../core/session/session-id.js'
import type { SessionRecord } from '../core/session/session-record.js'
import { CannotCreateError, UsageError } from '../errors.js'
import { lockDirectory } from '../shell/files/lock-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { noteSign, readBoundaryFile } from '../shell/session/boundary-file.js'
import { readNextSessionId, writeNextSessionId } from '../shell/session/next-session-id.js'
import { sessionField } from '../shell/session/session-field.js'
import { readSession, writeSession } from '../shell/session/session-file.js'
import { takenIds } from '../shell/session/taken-ids.js'
import { writePaneFile } from '../shell/tmux/pane-file.js'
import { setPaneSession } from '../shell/tmux/pane-option.js'
import { beginNext } from './begin-next.js'
import { captureLive } from './capture-live.js'
import type { Environment } from './environment.js'
import { completeEnded, freezeSession, manifestFile } from './freeze-session.js'
import { handOver } from './hand-over.js'
import { leaveHandoff } from './leave-handoff.js'
import { logCapture } from './log-capture.js'

const lockWaitSeconds = 35

/** Of the session that follows: nobody but a tick, or its end, can have it by then. */
const nextWaitSeconds = 10

const seconds = ({ now }: Environment): number => Math.floor(now().getTime() / 1000)

/** The ID of the session that follows: the one its project had reserved, when it is free. It is reserved until it lives. */
const reserveNext = (environment: Environment, { project }: SessionRecord): SessionId => {
  const { paths, uid } = environment
  const left = readNextSessionId(paths.projects, project)
  const isTaken = takenIds(paths)
  const next = left !== undefined && !isTaken(left) ? left : newSessionId(project, seconds(environment), isTaken)
  writeNextSessionId(paths.projects, project, next, uid)
  return next
}

/** Captures for the last time and reserves the next ID. Out: the record that names it; undefined when there is no boundary to roll over at. */
const close = async (environment: Environment, id: SessionId, record: SessionRecord): Promise<SessionRecord | undefined> => {
  const { log, now, paths } = environment
  const directory = sessionDirectory(paths, id)
  const began = now()
  const result = await captureLive(environment, id, { final: false, rolls: true })
  logCapture(environment, id, result, began)
  if (result.boundary.length === 0) {
    log(5, `${id}: no boundary that was not counted already; it goes on`)
    return undefined
  }
  if (result.gone) {
    log(5, `${id}: its pane has ended, so no session follows it`)
    return undefined
  }
  // A wipe that this capture met belongs to this boundary, however few rows it took.
  const wiped: Sign = { by: 'screen', kind: 'clear', at: began.getTime(), key: '', rolled: 0 }
  if (result.wiped !== undefined && !result.boundary.some(({ by }) => by === 'screen')) noteSign(directory, id, wiped)
  const closed = { ...record, next: reserveNext(environment, record), transcript: result.transcript.path ?? record.transcript }
  writeSession(directory, closed)
  log(5, `${id}: ${boundaryLine(readBoundaryFile(directory, id).filter(({ rolled }) => rolled === 0))}; goes on as ${closed.next}`)
  return closed
}

/** Freezes the old session, unless its units have done so when they were stopped. */
const freezeOld = (environment: Environment, id: SessionId): void => {
  const { paths, log } = environment
  const live = lockDirectory(sessionDirectory(paths, id), lockWaitSeconds)
  const history = historyDirectory(paths, id)
  // Whoever froze it holds the lock of the same directory under its new name, until its files are complete.
  const lock = live ?? lockDirectory(history, lockWaitSeconds)
  const record = readSession(live === undefined ? history : sessionDirectory(paths, id))
  try {
    if (record === undefined || record.next === '') return
    if (live !== undefined) log(5, `${id}: ended at the boundary; ${freezeSession(environment, id, record, 'rollover')} is in ${history}`)
    else if (!pathExists(manifestFile(history))) log(5, `${id}: ${completeEnded(environment, id, record)} is in ${history}`)
  } finally {
    lock?.release()
  }
}

/** Step 4, under the lock of the session that follows, or its pane could be marked for it when it has ended. Out: that session; undefined when it has, or has rolled over itself: its pane is another's then. */
const introduce = async (environment: Environment, id: SessionId, closed: SessionRecord, next: SessionRecord): Promise<SessionRecord | undefined> => {
  const { paths, uid } = environment
  const directory = sessionDirectory(paths, parseSessionId(next.id))
  const lock = lockDirectory(directory, nextWaitSeconds)
  if (lock === undefined) return undefined
  try {
    // What it has left to its project is newer than what the old one would.
    if (sessionField(directory, 'next') !== '') return undefined
    setPaneSession(next.pane.socket, next.pane.id, next.id)
    await leaveHandoff(environment, id, closed, { boundary: true })
    writePaneFile(paths.runtime, next.pane, next.id, uid)
    writeNextSessionId(paths.projects, next.project, newSessionId(next.project, seconds(environment), takenIds(paths)), uid)
    return next
  } finally {
    lock.release()
  }
}

/** Steps 1 to 4, under the lock of all beginnings and the session's own. Out: the session that follows; undefined when none does. */
const turn = async (environment: Environment, id: SessionId): Promise<SessionRecord | undefined> => {
  const { paths } = environment
  const all = lockDirectory(paths.sessions, lockWaitSeconds)
  if (all === undefined) throw new CannotCreateError(`there is no ${paths.sessions}`, 'claude-session list shows all there are')
  try {
    const directory = sessionDirectory(paths, id)
    const lock = lockDirectory(directory, lockWaitSeconds)
    if (lock === undefined) {
      const ended = readSession(historyDirectory(paths, id))
      if (ended === undefined) throw new UsageError(`there is no session ${id}`, 'claude-session list shows all there are')
      return ended.next === '' ? undefined : readSession(sessionDirectory(paths, parseSessionId(ended.next)))
    }
    try {
      const record = readSession(directory)
      if (record === undefined) throw new UsageError(`session ${id} was not begun to the end`, `claude-session begin ${id} makes it whole`)
      const closed = record.next !== '' ? record : record.status === 'live' ? await close(environment, id, record) : undefined
      // The one that follows may have ended by now: then only the old session's own end was left.
      if (closed === undefined || pathExists(historyDirectory(paths, parseSessionId(closed.next)))) return undefined
      return await introduce(environment, id, closed, beginNext(environment, closed))
    } finally {
      lock.release()
    }
  } finally {
    all.release()
  }
}

/** `rollover OLD`: at a boundary, freezes session `id` and lets a new one go on in its pane; without one it does nothing. Throws 64, 65, 69, 73, 74, 75. */
export const rollover = async (environment: Environment, id: SessionId): Promise<void> => {
  const next = await turn(environment, id)
  if (next !== undefined) await handOver(environment, id, parseSessionId(next.id))
  freezeOld(environment, id)
}
