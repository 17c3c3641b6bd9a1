/**
 * What `recover` does for one directory in sessions/. Everything that changes it happens under its lock, after a second look: what was seen before may be another's work by now. A kill at any
 * step leaves what the end, the rollover or `begin` would leave there, and the next `recover` goes on from it.
 */
import { readdirSync } from 'node:fs'
import { historyDirectory, sessionDirectory } from '../core/paths.js'
import { planRecovery, type Recovery } from '../core/session/plan-recovery.js'
import { sameMachine } from '../core/session/same-machine.js'
import { isSessionId, type SessionId } from '../core/session/session-id.js'
import type { SessionRecord } from '../core/session/session-record.js'
import type { ListedPane } from '../core/tmux/parse-panes.js'
import { BusyError, DataError } from '../errors.js'
import { lockDirectory } from '../shell/files/lock-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { removeTree } from '../shell/files/remove-tree.js'
import { machineIdentity } from '../shell/session/machine-identity.js'
import { readSession, writeSession } from '../shell/session/session-file.js'
import { sessionPlace } from '../shell/session/session-place.js'
import { listedPane } from '../shell/tmux/listed-pane.js'
import { isSupervised } from '../shell/units/is-supervised.js'
import { unitState } from '../shell/units/units.js'
import { endSession } from './end-session.js'
import type { Environment } from './environment.js'
import { leaveHandoff } from './leave-handoff.js'
import { lockToEnd } from './lock-to-end.js'
import { resumeSession } from './resume-session.js'
import { rollover } from './rollover.js'
import { adoptDirectory } from './take-over.js'

/** A tick takes a fraction of a second: so long, in seconds, whoever is at work is waited for. What takes longer is somebody's work, and left to him. */
export const patience = 2

/** Whether a supervisor may be started, and what the servers list. */
export interface RecoverSession {
  readonly supervisor: boolean
  readonly panes: (socket: string) => readonly ListedPane[]
}

const lives = (record: SessionRecord, panes?: readonly ListedPane[]): boolean => listedPane(record.pane, panes)?.dead === false

const nextStands = ({ paths }: Environment, { next }: SessionRecord): boolean => isSessionId(next) && pathExists(sessionPlace(paths, next))

/** Ends a session whose pane is gone, or goes on with an end that was cut off. Out: why it ended. */
const endGone = async (environment: Environment, id: SessionId): Promise<string | undefined> => {
  const { paths } = environment
  const directory = sessionDirectory(paths, id)
  const lock = await lockToEnd(environment, id, patience)
  if (lock === undefined) return readSession(historyDirectory(paths, id))?.endReason
  try {
    const found = readSession(directory)
    if (found === undefined) throw new DataError(`${directory} has no session.toml any more`, 'Look at what is in it')
    if (found.status === 'live' && found.next === '' && lives(found)) throw new BusyError(`${id} has been given a pane just now`, 'It goes on')
    // A provisional session that was given another name is renamed, then its files; the second half was cut off.
    const record = found.id === id ? found : adoptDirectory(directory, found, id)
    // What a rollover leaves to the session that follows, while that is still to end.
    const next = isSessionId(record.next) && pathExists(sessionDirectory(paths, record.next))
    if (next) await leaveHandoff(environment, id, record, { boundary: true })
    return await endSession(environment, id, record)
  } finally {
    lock.release()
  }
}

/** Gives a session its own name back, when the renaming of a provisional one was cut off before its directory had the new one. */
const keepName = ({ paths }: Environment, id: SessionId): void => {
  const all = lockDirectory(paths.sessions, patience)
  const lock = lockDirectory(sessionDirectory(paths, id), patience)
  try {
    const record = lock === undefined ? undefined : readSession(sessionDirectory(paths, id))
    if (record !== undefined && record.id === id && record.renamedTo !== '') writeSession(sessionDirectory(paths, id), { ...record, renamedTo: '' })
  } finally {
    lock?.release()
    all?.release()
  }
}

/** Removes the directory of a session that `begin` made and did not fill. */
const clear = ({ paths }: Environment, id: SessionId): void => {
  const directory = sessionDirectory(paths, id)
  const all = lockDirectory(paths.sessions, patience)
  const lock = lockDirectory(directory, patience)
  try {
    if (lock === undefined || readSession(directory) !== undefined) throw new BusyError(`${id} was begun or ended just now`)
    const holds = readdirSync(directory).filter(name => !/^session\.toml\.\d+$/.test(name))
    if (holds.length > 0) throw new DataError(`${directory} has no session.toml, and holds ${holds[0] ?? ''}`, `claude-session begin ${id} takes it up in a pane; or move it away`)
    removeTree(directory)
  } finally {
    lock?.release()
    all?.release()
  }
}

/** Finishes, resumes or leaves one session. Out: what was done, in words, and as what; undefined when nothing was. Throws BusyError (75) when somebody is at work on it, and as the steps do. */
export const recoverSession = async (environment: Environment, id: SessionId, { supervisor, panes }: RecoverSession): Promise<{ readonly did: Exclude<Recovery, 'leave' | 'elsewhere' | 'busy'>; readonly how: string } | undefined> => {
  const { paths } = environment
  const record = readSession(sessionDirectory(paths, id))
  const unit = await unitState(id)
  const paneLives = record !== undefined && lives(record, panes(record.pane.socket))
  const here = sameMachine(record?.pane.machine, machineIdentity())
  const did = planRecovery({ record, paneLives, unit, supervised: isSupervised(paths.runtime, id), here, nextStands: record !== undefined && nextStands(environment, record) })
  switch (did) {
    case 'leave':
      return undefined
    case 'elsewhere':
      environment.log(6, `${id}: began on another machine (${record?.pane.machine ?? ''}) and is left to it; to end it from here: claude-session end ${id}`)
      return undefined
    case 'busy':
      throw new BusyError(`claude-session@${id} is ${unit ?? ''}`, 'It begins or ends by itself')
    case 'clear':
      clear(environment, id)
      return { did, how: 'it was not begun to the end, and nothing had been captured; removed' }
    case 'end': {
      const reason = await endGone(environment, id)
      return { did, how: `${record?.status === 'ended' ? 'its end was cut off' : 'its pane is gone'}; ended (${reason ?? 'by somebody else'})` }
    }
    case 'finish rollover': {
      if (!paneLives) await endGone(environment, id)
      else {
        if (unit === undefined && !supervisor) return void (await resumeSession(environment, id, { unit, supervisor }))
        lockDirectory(sessionDirectory(paths, id), patience)?.release()
        await rollover(environment, id)
      }
      return { did, how: `its rollover was cut off; it is in history/ now, and went on as ${record?.next ?? ''}` }
    }
    case 'resume': {
      if (record?.renamedTo !== '') keepName(environment, id)
      return { did, how: `its pane lives; resumed by ${await resumeSession(environment, id, { unit, supervisor })}` }
    }
  }
}
