/**
 * What `doctor --fix` does: only what a tick, a unit or the end of a session would have done by itself, so each step may be cut off anywhere and done again. No file of the user's is edited, and no session
 * is ended.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { planCure } from '../core/checks/plan-cure.js'
import type { SessionFacts } from '../core/checks/session.js'
import { littleHistory } from '../core/checks/tmux-servers.js'
import { sessionDirectory } from '../core/paths.js'
import { parseSessionId, type SessionId } from '../core/session/session-id.js'
import { BusyError, CliError, IoError } from '../errors.js'
import { lockDirectory } from '../shell/files/lock-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { askProgram } from '../shell/processes/ask-program.js'
import { programEnvironment } from '../shell/processes/program-environment.js'
import { unitState } from '../shell/units/units.js'
import { captureTick } from './capture-tick.js'
import { end } from './end.js'
import type { Environment } from './environment.js'
import type { Examination } from './examine.js'
import { startTicks } from './start-ticks.js'

/** A repair that was done: to which check it belongs, a word that its finding has in it ('' for any), and what was done. */
export interface Repair {
  readonly check: string
  readonly about: string
  readonly fixed: string
}

const [lockWaitSeconds, programMs, supervisorWaits] = [5, 20_000, 50]

/** Runs a program of which nothing but success is wanted. Throws IoError (74). */
const must = async ({ env }: Environment, file: string, args: readonly string[]): Promise<void> => {
  const { state, status, stderr } = await askProgram(file, args, programEnvironment(env), programMs)
  if (status !== 0) throw new IoError(`${file} ${args.join(' ')} failed: ${state === 'ended' ? (stderr.split('\n')[0] ?? '') : state}`)
}

const supervises = (post: string): boolean => {
  try {
    lockDirectory(post)?.release()
    return false
  } catch (error) {
    if (error instanceof BusyError) return true
    throw error
  }
}

/** By its units, or where there is no manager that has them by the embedded supervisor, whose start is waited for. */
const startAgain = async (environment: Environment, id: SessionId): Promise<string> => {
  const managed = (await unitState(id)) !== undefined
  if (!(await startTicks(environment, id, managed ? 'units' : 'embedded supervisor'))) return 'has ended just now'
  if (managed) return 'started its units'
  for (let waits = 0; waits < supervisorWaits && !supervises(`${environment.paths.runtime}/${id}`); waits += 1) await sleep(100)
  return 'started the embedded supervisor'
}

const cureSession = async (environment: Environment, facts: SessionFacts): Promise<string> => {
  const id = parseSessionId(facts.id)
  const done: string[] = []
  for (const step of planCure(facts)) {
    if (step === 'capture') {
      await captureTick(environment, id, { waitSeconds: lockWaitSeconds })
      done.push('captured')
    } else if (step === 'timers') {
      await must(environment, 'systemctl', ['--user', 'restart', ...['capture', 'context', 'token'].map(kind => `claude-session-${kind}@${id}.timer`)])
      done.push('restarted its timers')
    } else done.push(await startAgain(environment, id))
  }
  return done.join(', ')
}

/** Repairs what is safe to repair. In: what was found. Out: what was done; what failed is logged, and stays to be found. */
export const cure = async (environment: Environment, { servers, manager, sessions, unfinished, advised }: Examination): Promise<Repair[]> => {
  const { paths, log } = environment
  const repairs: Repair[] = []
  const attempt = async (check: string, about: string, repair: () => Promise<string>): Promise<void> => {
    try {
      const fixed = await repair()
      if (fixed !== '') repairs.push({ check, about, fixed })
    } catch (error) {
      if (!(error instanceof CliError)) throw error
      log(4, `${check}: could not be fixed: ${error.message}`)
    }
  }
  if (manager.outdated) {
    await attempt('daemon-reload', '', async () => {
      await must(environment, 'systemctl', ['--user', 'daemon-reload'])
      return 'the user manager has read its units again'
    })
  }
  for (const { socket, state, options } of servers) {
    if (state !== 'answers' || options.historyLimit === undefined || options.historyLimit >= littleHistory) continue
    await attempt('history-limit', socket, async () => {
      await must(environment, 'tmux', ['-u', '-S', socket, 'set-option', '-g', 'history-limit', String(Math.max(advised, littleHistory))])
      return `set history-limit ${Math.max(advised, littleHistory)} until this server ends, for new panes; ~/.tmux.conf is left alone`
    })
  }
  for (const session of sessions) await attempt(`session ${session.id}`, '', async () => cureSession(environment, session))
  for (const id of unfinished) {
    // Of a live session of the same name `end` would be the end.
    if (pathExists(sessionDirectory(paths, id))) continue
    await attempt(`history ${id}`, '', async () => {
      await end(environment, id, { keepUnits: true })
      return 'joined its parts and wrote its MANIFEST.json'
    })
  }
  return repairs
}
