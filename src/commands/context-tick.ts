import { formatWarnings } from '../core/context/extract-warning.js'
import { sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import { UsageError } from '../errors.js'
import { lockDirectory, tickPatience } from '../shell/files/lock-directory.js'
import type { Environment } from './environment.js'
import { refreshContextFile } from './refresh-context.js'

/** What a tick did, as --json gives it. */
export interface ContextTick {
  readonly id: string
  readonly lines: number
  readonly bytes: number
  readonly rebuilt: boolean
  readonly warnings: readonly string[]
}

/**
 * `context-tick ID`: refreshes context.json by what is new. Leaves one line in the journal, and one warning for all that could not be understood. In: the session; how long to wait for who else is
 * at work on it, in seconds. Throws BusyError (75) when that one takes longer, UsageError (64) when it is not live, DataError (65), IoError (74).
 */
export const contextTick = async (environment: Environment, id: SessionId, { waitSeconds = tickPatience } = {}): Promise<ContextTick> => {
  const { paths, now, log } = environment
  const began = now().getTime()
  const lock = lockDirectory(sessionDirectory(paths, id), waitSeconds)
  if (lock === undefined) throw new UsageError(`there is no live session ${id}`, 'claude-session list shows all there are')
  try {
    const { bytes: { length: bytes }, lines, rebuilt, warnings } = await refreshContextFile(environment, id, { durable: false })
    const warning = formatWarnings(warnings)
    if (warning !== undefined) log(4, `${id}: ${warning}`)
    const did = lines === 0 ? 'nothing new for the context' : `context of ${bytes} bytes from ${lines} ${rebuilt ? '' : 'new '}${lines === 1 ? 'line' : 'lines'}`
    log(5, `${id}: ${did} in ${Math.max(1, Math.round(now().getTime() - began))} ms`)
    return { id, lines, bytes, rebuilt, warnings }
  } finally {
    lock.release()
  }
}
