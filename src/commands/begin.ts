/**
 * A session begins, or goes on. Under one lock for all beginnings, so that no two take the same pane, number or ID. What is written, and what a
 * crash after each step leaves: the project's count (a number is skipped); the session's directory (empty: the next `begin` fills it); session.toml
 * (a session without a marker: the first tick makes one); the marker; the pane's option (set again by the next `begin`). A session whose rollover is under way is left to it: its pane is the next
 * session's by then, and so is what the pane shows.
 */
import { historyDirectory, sessionDirectory } from '../core/paths.js'
import { partName } from '../core/session/part-name.js'
import { parseSessionId, type SessionId } from '../core/session/session-id.js'
import type { SessionRecord } from '../core/session/session-record.js'
import type { ListedPane } from '../core/tmux/parse-panes.js'
import { BusyError, CannotCreateError, CliError, IoError, UnavailableError, UsageError } from '../errors.js'
import { lockDirectory } from '../shell/files/lock-directory.js'
import { ownDirectory } from '../shell/files/own-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { renameDurably } from '../shell/files/rename-durably.js'
import { fingerprintAt, inspectParts } from '../shell/parts/inspect-parts.js'
import { readMarker, writeMarker } from '../shell/parts/marker-file.js'
import { bootIdentity } from '../shell/session/boot-identity.js'
import { claimProject } from '../shell/session/claim-project.js'
import { machineIdentity } from '../shell/session/machine-identity.js'
import { sessionField } from '../shell/session/session-field.js'
import { readSession, writeSession } from '../shell/session/session-file.js'
import { listPanes } from '../shell/tmux/list-panes.js'
import { listedPane } from '../shell/tmux/listed-pane.js'
import { writePaneFile } from '../shell/tmux/pane-file.js'
import { setPaneSession } from '../shell/tmux/pane-option.js'
import { captureLive } from './capture-live.js'
import { endSession } from './end-session.js'
import type { Environment } from './environment.js'
import { findPane } from './find-pane.js'
import { logCapture } from './log-capture.js'
import { adoptDirectory, takeOver } from './take-over.js'

const lockWaitSeconds = 30

/** A history of fewer rows can run over in the five minutes between two ticks: Claude prints hundreds of rows a minute. */
const littleHistory = 10_000

/** How a session is begun: in which pane and for which directory, where the rules are not to choose; whether it gives way to a named one; that one which is live already is another's; and that none which is not live is begun. */
export interface BeginOptions {
  readonly pane?: string
  readonly project?: string
  readonly provisional?: boolean
  readonly isNew?: boolean
  readonly isLive?: boolean
}

const paneFields = (pane: ListedPane): SessionRecord['pane'] => ({
  socket: pane.socket,
  serverPid: pane.serverPid,
  serverStart: pane.serverStart,
  id: pane.id,
  version: pane.version,
  boot: bootIdentity(),
  machine: machineIdentity(),
})

/** The marker of a session that has captured nothing of its pane yet, behind whatever its parts hold already. */
const bindMarker = (directory: string, record: SessionRecord, pane: ListedPane, at: number): void => {
  const parts = inspectParts(directory, record.number, undefined)
  writeMarker(directory, {
    id: record.id,
    number: record.number,
    part: parts.part,
    line: parts.line,
    bytes: parts.bytes,
    total: parts.total,
    fingerprint: fingerprintAt(`${directory}/${partName(record.number, parts.part)}`, parts.bytes) ?? 0,
    socket: pane.socket,
    serverPid: pane.serverPid,
    serverStart: pane.serverStart,
    version: pane.version,
    pane: pane.id,
    gone: false,
    row: 0,
    lineIndex: 0,
    width: pane.width,
    historySize: -1,
    at,
    directory: record.directory,
    tail: [],
    panePid: pane.pid,
    alternate: false,
    accountedFile: '',
    accounted: 0,
    filled: 0,
  })
}

/** Says of a pane which session captures it: to tmux, and to the shells in it. Out: whether the pane is there. */
const markPane = ({ paths, uid, log }: Environment, pane: SessionRecord['pane'], id: SessionId): boolean => {
  try {
    writePaneFile(paths.runtime, pane, id, uid)
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    log(4, `${id}: the shells in its pane are not told of it: ${error.message}`)
  }
  return setPaneSession(pane.socket, pane.id, id)
}

const seconds = ({ now }: Environment): number => Math.floor(now().getTime() / 1000)

/**
 * A live session, whose lock the caller holds: its pane lives and it goes on, or its pane went down with its server and it takes another one. A pane that has ended in a server that lives is the end of its session too, unless
 * another one is asked for: its ticks may just have been asked for when it ended, and what another pane holds is not its. Throws UnavailableError (69) then.
 */
const resume = async (environment: Environment, id: SessionId, record: SessionRecord, options: BeginOptions): Promise<void> => {
  const directory = sessionDirectory(environment.paths, id)
  const panes = listPanes([record.pane.socket])
  if (listedPane(record.pane, panes) !== undefined) {
    markPane(environment, record.pane, id)
    if (readMarker(directory, id) === undefined) environment.log(4, `${id}: the marker is missing or damaged; it is rebuilt from the parts and the pane`)
    environment.log(5, `${id}: goes on in pane ${record.pane.id} (${record.pane.socket})`)
    return
  }
  if (options.pane === undefined && panes.some(({ serverPid, serverStart }) => serverPid === record.pane.serverPid && serverStart === record.pane.serverStart)) {
    await endSession(environment, id, record)
    throw new UnavailableError(`${id}: its pane ${record.pane.id} has ended, and so it has ended`, `To begin another session of its name: claude-session start --id ${id}`)
  }
  const { pane, rule } = findPane(environment, id, options.pane)
  // The old pane's last known text is committed, with a gap, before the new pane is bound.
  await captureLive(environment, id, { final: false, rolls: false })
  writeSession(directory, { ...record, pane: paneFields(pane) })
  bindMarker(directory, record, pane, seconds(environment))
  markPane(environment, paneFields(pane), id)
  environment.log(5, `${id}: its pane ${record.pane.id} is gone; goes on in pane ${pane.id} (${pane.socket}), as ${rule}`)
}

const movedAway = (directory: string): CannotCreateError => new CannotCreateError(`${directory} was moved away just now`, 'Try again')

/** A session that is on disk already. It is looked at under its lock: who has waited for that may find that it has ended. Out: whether it goes on; one whose end had been cut off ends, and does not. */
const goOn = async (environment: Environment, id: SessionId, options: BeginOptions): Promise<boolean> => {
  const directory = sessionDirectory(environment.paths, id)
  const lock = lockDirectory(directory, lockWaitSeconds)
  try {
    const record = lock && readSession(directory)
    if (record === undefined) throw movedAway(directory)
    if (record.status === 'live') await resume(environment, id, record.id === id ? record : adoptDirectory(directory, record, id), options)
    else await endSession(environment, id, record)
    return record.status === 'live'
  } finally {
    lock?.release()
  }
}

/** An ended session of the same name makes room: `systemctl restart` must work, and nothing that ended is ever overwritten. Whoever has just ended it may be at its files still, and is waited for. */
const moveEndedAside = ({ paths, log }: Environment, id: SessionId): void => {
  const ended = historyDirectory(paths, id)
  const lock = lockDirectory(ended, lockWaitSeconds)
  if (lock === undefined) return
  try {
    const started = Math.floor(Date.parse(readSession(ended)?.started ?? '') / 1000)
    let suffix = Number.isFinite(started) ? started : 1
    while (pathExists(`${ended}.${suffix}`)) suffix += 1
    renameDurably(ended, `${ended}.${suffix}`)
    log(5, `${id}: the earlier session of this name is kept in ${ended}.${suffix}`)
  } finally {
    lock.release()
  }
}

const create = async (environment: Environment, id: SessionId, options: BeginOptions): Promise<void> => {
  const { paths, uid, now, log } = environment
  const found = findPane(environment, id, options.pane)
  moveEndedAside(environment, id)
  const directory = sessionDirectory(paths, id)
  const yielding = options.provisional ? undefined : found.yielding
  if (yielding !== undefined && (await takeOver(environment, parseSessionId(yielding.id), id))) {
    markPane(environment, paneFields(found.pane), id)
    return
  }
  const project = options.project ?? found.pane.directory
  const { slug, number } = claimProject(paths.projects, project, uid)
  ownDirectory(directory, uid)
  const record: SessionRecord = {
    id,
    number,
    project: slug,
    directory: project,
    pane: paneFields(found.pane),
    started: now().toISOString(),
    ended: '',
    status: 'live',
    endReason: '',
    previous: '',
    next: '',
    transcript: '',
    provisional: options.provisional === true,
    renamedTo: '',
  }
  writeSession(directory, record)
  bindMarker(directory, record, found.pane, seconds(environment))
  if (!markPane(environment, record.pane, id)) throw new IoError(`marking pane ${found.pane.id} failed: it ended just now`)
  log(5, `${id}: begins in pane ${found.pane.id} (${found.pane.socket}), as ${found.rule}; project ${slug}, session ${number}`)
}

/** Begins session `id`, or makes it go on, and captures what its pane holds. Throws 65, 69, 73, 74, 75, 77 as the steps do. */
export const begin = async (environment: Environment, id: SessionId, options: BeginOptions = {}): Promise<void> => {
  const { paths, uid, now, log } = environment
  for (const path of [paths.root, paths.sessions, paths.history, paths.projects]) ownDirectory(path, uid)
  const all = lockDirectory(paths.sessions, lockWaitSeconds)
  if (all === undefined) throw movedAway(paths.sessions)
  const directory = sessionDirectory(paths, id)
  try {
    const record = pathExists(directory) ? readSession(directory) : undefined
    if (record !== undefined && options.isNew) throw new BusyError(`session ${id} was begun just now by somebody else`, `claude-session status ${id} shows it`)
    const stands = record !== undefined && (record.next !== '' || (await goOn(environment, id, options)))
    if (!stands && options.isLive) throw new UsageError(`there is no live session ${id}`, 'claude-session list shows all there are')
    if (!stands) await create(environment, id, options)
  } finally {
    all.release()
  }
  const began = now()
  const lock = lockDirectory(directory, lockWaitSeconds)
  if (lock === undefined) throw movedAway(directory)
  try {
    const next = sessionField(directory, 'next')
    if (next !== '') {
      environment.askRollover?.(id)
      return log(5, `${id}: goes on as ${next}; its end is asked for again`)
    }
    const result = await captureLive(environment, id, { final: false, rolls: environment.askRollover !== undefined })
    logCapture(environment, id, result, began)
    if (result.boundary.length > 0) environment.askRollover?.(id)
    if (result.historyLimit !== undefined && result.historyLimit < littleHistory) {
      const most = Math.floor(result.historyLimit * 0.9)
      log(4, `${id}: tmux keeps only ${result.historyLimit} rows of this pane: of more than ${most} rows between two ticks the oldest are lost. New panes get more with this line in ~/.tmux.conf: set -g history-limit ${result.advisedLimit}`)
    }
  } finally {
    lock.release()
  }
}
