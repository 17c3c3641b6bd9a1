import type { Context } from '../core/context/context.js'
import type { Handoff } from '../core/handoff/handoff.js'
import { historyDirectory, sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import { BusyError, DataError, UsageError } from '../errors.js'
import { readContext } from '../shell/context/context-file.js'
import { lockDirectory, tickPatience } from '../shell/files/lock-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import type { Environment } from './environment.js'
import { refreshContext } from './refresh-context.js'
import { lineageHandoff, sessionHandoff } from './session-handoff.js'

const noContext = (id: SessionId): DataError => new DataError(`${id} has no context that can be read`, 'What was captured of it is whole: claude-session where shows the files')

/**
 * `show ID --context`: the context of a session as it is now; of a live one that another process stays at work on, as the last tick left it. In: the session; how long to wait
 * for that other one, in seconds. Throws UsageError (64) for a session that there is not, DataError (65) when it has no context, IoError (74).
 */
export const showContext = async (environment: Environment, id: SessionId, { waitSeconds = tickPatience } = {}): Promise<Context> => {
  const { paths } = environment
  const live = sessionDirectory(paths, id)
  const directory = pathExists(live) ? live : historyDirectory(paths, id)
  if (!pathExists(directory)) throw new UsageError(`there is no session ${id}`, 'claude-session list shows all there are')
  try {
    const lock = directory === live ? lockDirectory(live, waitSeconds) : undefined
    try {
      if (lock !== undefined) return await refreshContext(environment, id)
    } finally {
      lock?.release()
    }
  } catch (error) {
    // Somebody else is at it, and leaves it as good.
    if (!(error instanceof BusyError)) throw error
  }
  const context = readContext(directory)
  if (context === undefined) throw noContext(id)
  return context
}

/**
 * `show ID --handoff`: what the next context of a session would hear now, with the paths as they are. Throws as `showContext`.
 */
export const showHandoff = async (environment: Environment, id: SessionId): Promise<Handoff> => {
  const staying = pathExists(sessionDirectory(environment.paths, id))
  await showContext(environment, id)
  const handoff = lineageHandoff(environment, id, { staying }) ?? sessionHandoff(environment, id, { staying })
  if (handoff === undefined) throw noContext(id)
  return handoff
}
