/**
 * The embedded supervisor, for machines without a user manager: what the units do, in one foreground process. It keeps no state: killed at any
 * instruction and started again, `begin` resumes. Ticks are child processes with a time limit; a tick that fails is tried again soon and then
 * at its period; none of them ends the session. It ends the session on SIGTERM, SIGINT and SIGHUP, and when the pane has ended; it leaves quietly when
 * somebody else ended or renamed it. What follows at a boundary is its own too, also where it was told to stop meanwhile.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import { historyDirectory, sessionDirectory } from '../core/paths.js'
import { isSessionId, type SessionId } from '../core/session/session-id.js'
import { BusyError, CliError } from '../errors.js'
import { lockDirectory } from '../shell/files/lock-directory.js'
import { ownDirectory } from '../shell/files/own-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { sessionField } from '../shell/session/session-field.js'
import { begin } from './begin.js'
import { end } from './end.js'
import type { Environment } from './environment.js'

/** Periods and limits in milliseconds; the same as in the units. */
export interface RunTimes {
  readonly captureEvery: number
  readonly tokenEvery: number
  readonly contextEvery: number
  readonly retryAfter: number
  readonly tickLimit: number
}

/** The units' own figures: 5 minutes, 30 seconds, 10 minutes, 15 seconds, 2 minutes. */
export const runTimes: RunTimes = { captureEvery: 300_000, tokenEvery: 30_000, contextEvery: 600_000, retryAfter: 15_000, tickLimit: 120_000 }

const firstTickAfter = 10_000
const firstTokenTickAfter = 3_000
const tokenTickLimit = 30_000
const lookEvery = 500
const retries = 3
const [unknownExit, busyExit, goneExit] = [64, 75, 69]

/** Runs one tick as a child. Out: its exit code, or undefined when it was killed for taking too long or died by a signal. */
const tick = async ({ self }: Environment, kind: 'capture' | 'context' | 'token', id: SessionId, limit: number): Promise<number | undefined> => {
  const [program = '', ...args] = self
  const { exitCode } = await execa(program, [...args, `${kind}-tick`, id], { reject: false, stdio: ['ignore', 'inherit', 'inherit'], timeout: limit, killSignal: 'SIGTERM', forceKillAfterDelay: 20_000 })
  return exitCode
}

/** The live session at the end of the lineage that `id`, which is not live any more, began; undefined when it is live, or its lineage has ended. */
const lineageEnd = ({ paths }: Environment, id: SessionId): SessionId | undefined => {
  for (let at: string = id; isSessionId(at); at = sessionField(historyDirectory(paths, at), 'next')) {
    if (pathExists(sessionDirectory(paths, at))) return at === id ? undefined : at
  }
  return undefined
}

/** Takes a live session up. Out: whether it goes on; one that ended before its supervisor was here is not begun anew, which would be another session of its name, in whatever pane there is. */
const takeUp = async (environment: Environment, id: SessionId): Promise<boolean> => {
  const directory = sessionDirectory(environment.paths, id)
  try {
    await begin(environment, id, { isLive: true })
    return true
  } catch (error) {
    if (!(error instanceof CliError) || pathExists(directory)) throw error
    environment.log(5, `${id}: has ended or was renamed; the supervisor leaves`)
    return false
  }
}

/** Ticks one session until it is over. In: whether it is to be begun where it is not live. Out: the session that it goes on as, or undefined: then there is nothing left to supervise. */
const supervise = async (environment: Environment, id: SessionId, stop: AbortSignal, times: RunTimes, begins: boolean): Promise<SessionId | undefined> => {
  const { paths, log, now } = environment
  // It rolled over before its supervisor was here: beginning it now would begin another session of its name.
  const live = lineageEnd(environment, id)
  if (live !== undefined) return live
  if (begins) await begin(environment, id)
  else if (!(await takeUp(environment, id))) return undefined
  log(5, `${id}: the embedded supervisor captures every ${times.captureEvery / 1000} s; send it SIGTERM, or: claude-session end ${id}`)
  let due = now().getTime() + Math.min(firstTickAfter, times.captureEvery)
  let tokensDue = now().getTime() + Math.min(firstTokenTickAfter, times.tokenEvery)
  let contextDue = now().getTime() + times.contextEvery
  let [failures, tokensFail] = [0, false]
  while (!stop.aborted) {
    await sleep(lookEvery, undefined, { signal: stop }).catch(() => undefined)
    // Read before the directory is looked for: it is moved in between, and has its record with it.
    const next = sessionField(sessionDirectory(paths, id), 'next') || sessionField(historyDirectory(paths, id), 'next')
    if (isSessionId(next) && pathExists(sessionDirectory(paths, next))) return next
    if (!pathExists(sessionDirectory(paths, id))) {
      log(5, `${id}: was ended or renamed; the supervisor leaves`)
      return undefined
    }
    // A clock that was set back must not hold up the next tick.
    due = Math.min(due, now().getTime() + times.captureEvery)
    tokensDue = Math.min(tokensDue, now().getTime() + times.tokenEvery)
    if (stop.aborted) continue
    if (now().getTime() >= tokensDue) {
      // The next one comes soon enough: no retry, and trouble that stays is said once.
      const code = await tick(environment, 'token', id, tokenTickLimit)
      const fails = code !== 0 && code !== busyExit && code !== unknownExit
      if (fails && !tokensFail) log(4, `${id}: a token tick ${code === undefined ? 'was killed' : `failed with exit code ${code}`}`)
      tokensFail = fails
      tokensDue = now().getTime() + times.tokenEvery
    }
    contextDue = Math.min(contextDue, now().getTime() + times.contextEvery)
    if (now().getTime() >= contextDue) {
      const code = await tick(environment, 'context', id, times.tickLimit)
      if (code !== 0 && code !== busyExit && code !== unknownExit) log(3, `${id}: a context tick ${code === undefined ? 'was killed' : `failed with exit code ${code}`}; the next one begins where it stopped`)
      contextDue = now().getTime() + times.contextEvery
    }
    if (now().getTime() < due) continue
    const code = await tick(environment, 'capture', id, times.tickLimit)
    if (code === goneExit) break
    const failed = code !== 0 && code !== busyExit
    failures = failed ? failures + 1 : 0
    if (failed) log(3, `${id}: a capture tick ${code === undefined ? 'was killed' : `failed with exit code ${code}`}${failures <= retries ? '; trying again soon' : ''}`)
    due = now().getTime() + (failed && failures <= retries ? times.retryAfter : times.captureEvery)
  }
  await end(environment, id, { keepUnits: true })
  // Who was waited for may have been the rollover.
  return lineageEnd(environment, id)
}

/**
 * `run ID`: begins the session, or takes it up, ticks until it is told to stop, ends it; where it rolls over, goes on with the next. In: `begins`: what starts it in the background for a session that is live says no, since by
 * the time it runs that may have ended. Throws BusyError (75) when another supervisor has the session, and as `begin` and `end` do.
 */
export const run = async (environment: Environment, id: SessionId, stop: AbortSignal, times: RunTimes = runTimes, { begins = true } = {}): Promise<void> => {
  const { paths, uid, log } = environment
  ownDirectory(paths.runtime, uid)
  for (let current: SessionId | undefined = id; current !== undefined; ) {
    const post = `${paths.runtime}/${current}`
    ownDirectory(post, uid)
    // Whoever only looks whether somebody is here holds it for a moment.
    const lock = lockDirectory(post, 1)
    if (lock === undefined) throw new BusyError(`${post} was removed just now`, 'Try again')
    try {
      const next = await supervise(environment, current, stop, times, begins && current === id)
      if (next !== undefined) log(5, `${current}: goes on as ${next}, and the supervisor with it`)
      current = next
    } finally {
      lock.release()
    }
  }
}
