import type { SessionFacts, TimerFacts } from '../../core/checks/session.js'
import type { ServerFacts } from '../../core/checks/tmux-servers.js'
import { sessionDirectory, type Paths } from '../../core/paths.js'
import type { SessionId } from '../../core/session/session-id.js'
import type { SessionRecord } from '../../core/session/session-record.js'
import { parseTimespan } from '../../core/units/parse-timespan.js'
import { parseUnitBlocks } from '../../core/units/parse-unit-blocks.js'
import { BusyError, DataError, UnavailableError } from '../../errors.js'
import { lockDirectory } from '../files/lock-directory.js'
import { modifiedMs } from '../files/modified-ms.js'
import { pathExists } from '../files/path-exists.js'
import { markerFile, readMarker } from '../parts/marker-file.js'
import { askProgram, type ProgramAnswer } from '../processes/ask-program.js'
import { programEnvironment } from '../processes/program-environment.js'
import { readSession } from '../session/session-file.js'
import { readTrouble } from '../session/trouble-file.js'
import { serverAlive } from '../tmux/server-alive.js'

/** Seconds from one capture to the next where the units do not say otherwise, and of the embedded supervisor. */
const usualPeriod = 300

const kinds = ['capture', 'context', 'token'] as const

/** A live session and its record; `damaged`: why it has none. */
export interface ReadRecord {
  readonly id: SessionId
  readonly record: SessionRecord | undefined
  readonly damaged: string
}

/** The record of a live session, also where it is damaged. Throws IoError (74). */
export const readRecord = (paths: Paths, id: SessionId): ReadRecord => {
  try {
    return { id, record: readSession(sessionDirectory(paths, id)), damaged: '' }
  } catch (error) {
    if (error instanceof DataError) return { id, record: undefined, damaged: error.message }
    throw error
  }
}

const paneOf = (record: SessionRecord | undefined, servers: readonly ServerFacts[]): SessionFacts['pane'] => {
  if (record === undefined) return 'unknown'
  const { pane } = record
  const server = servers.find(({ socket }) => socket === pane.socket)
  if (server === undefined || server.state === 'hung' || server.state === 'refused') return 'unknown'
  if (server.state === 'none') return serverAlive(pane.serverPid) ? 'unknown' : 'gone'
  return server.panes.some(({ id, dead, serverPid, serverStart }) => id === pane.id && !dead && serverPid === pane.serverPid && serverStart === pane.serverStart) ? 'lives' : 'gone'
}

const isSupervised = (runtime: string, id: SessionId): boolean | undefined => {
  try {
    lockDirectory(`${runtime}/${id}`)?.release()
    return false
  } catch (error) {
    if (error instanceof BusyError) return true
    if (error instanceof UnavailableError) return undefined
    throw error
  }
}

type Units = ReadonlyMap<string, ReadonlyMap<string, string>>

/** systemd's clock, which the machine's sleep does not count in; seconds. */
const monotonic = (): number => Number(process.hrtime.bigint()) / 1e9

const timersOf = (units: Units, id: SessionId): TimerFacts[] =>
  kinds.map(name => {
    const timer = units.get(`claude-session-${name}@${id}.timer`)
    const last = parseTimespan(timer?.get('LastTriggerUSecMonotonic') ?? '')
    return {
      name,
      // `elapsed`: it is on, and will never come again.
      runs: timer?.get('ActiveState') === 'active' && timer.get('SubState') !== 'elapsed',
      secondsAgo: last === undefined || last === 0 ? undefined : Math.max(0, monotonic() - last),
    }
  })

const periodOf = (units: Units, id: SessionId): number =>
  parseTimespan(/OnUnitInactiveUSec=([^;]+?) ;/.exec(units.get(`claude-session-capture@${id}.timer`)?.get('TimersMonotonic') ?? '')?.[1] ?? '') || usualPeriod

const ticksOf = (answer: ProgramAnswer, units: Units, runtime: string, id: SessionId): SessionFacts['ticks'] => {
  if (['active', 'activating', 'deactivating', 'reloading'].includes(units.get(`claude-session@${id}.service`)?.get('ActiveState') ?? '')) return 'units'
  const supervised = isSupervised(runtime, id)
  if (supervised === true) return 'supervisor'
  return supervised === undefined || answer.state === 'hung' ? 'unknown' : 'nobody'
}

/**
 * What is known of the live sessions. In: the environment; the paths; their records; the tmux servers, those of their panes among them; now, in milliseconds. Throws IoError (74).
 */
export const probeSessions = async (
  env: Readonly<Record<string, string | undefined>>,
  paths: Paths,
  records: readonly ReadRecord[],
  servers: readonly ServerFacts[],
  now: number,
): Promise<SessionFacts[]> => {
  if (records.length === 0) return []
  const names = records.flatMap(({ id }) => [`claude-session@${id}.service`, ...kinds.map(kind => `claude-session-${kind}@${id}.timer`)])
  const answer = await askProgram('systemctl', ['--user', 'show', '--property=Id,ActiveState,SubState,LastTriggerUSecMonotonic,TimersMonotonic', ...names], programEnvironment(env))
  const units: Units = answer.status === 0 ? parseUnitBlocks(answer.stdout) : new Map()
  return records.map(({ id, record, damaged }) => {
    const directory = sessionDirectory(paths, id)
    const marker = markerFile(directory, id)
    const captured = modifiedMs(marker)
    const ticks = ticksOf(answer, units, paths.runtime, id)
    return {
      id,
      damaged,
      marker: readMarker(directory, id) !== undefined ? 'good' : pathExists(marker) ? 'damaged' : 'missing',
      capturedAgo: captured === undefined ? undefined : Math.max(0, Math.round((now - captured) / 1000)),
      pane: paneOf(record, servers),
      next: record?.next ?? '',
      trouble: readTrouble(paths.runtime, id) ?? '',
      ticks,
      timers: ticks === 'units' ? timersOf(units, id) : [],
      period: periodOf(units, id),
    }
  })
}
