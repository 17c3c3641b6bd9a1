import { sessionDirectory } from '../core/paths.js'
import { isSessionId } from '../core/session/session-id.js'
import { UsageError } from '../errors.js'
import { pathExists } from '../shell/files/path-exists.js'
import { writeTrouble } from '../shell/session/trouble-file.js'
import type { Environment } from './environment.js'

/**
 * `failed UNIT`, run by OnFailure=: remembers that a unit of a session has failed, so that `status` shows it until a tick succeeds, and says so in the journal. In: a
 * unit's name, `claude-session-capture@ID.service` or `claude-session@ID.service`. Throws UsageError (64) for any other name.
 */
export const failed = ({ paths, uid, now, log, env }: Environment, unit: string): void => {
  const match = /^claude-session(?:-([a-z]+))?@(.+?)(?:\.service)?$/.exec(unit)
  const id = match?.[2] ?? ''
  if (!isSessionId(id)) throw new UsageError(`${JSON.stringify(unit)} is not a unit of claude-session`, 'Example: claude-session failed claude-session-capture@ID.service')
  // systemd says why since version 251; a dependency that failed is not a failure of this unit.
  if (env.MONITOR_SERVICE_RESULT === 'success') return log(6, `${id}: ${unit} was not run`)
  const what = match?.[1] === undefined ? 'the session could not be begun or ended' : `the ${match[1]} tick failed and is tried again at its next time`
  const why = env.MONITOR_SERVICE_RESULT ? ` (${env.MONITOR_SERVICE_RESULT})` : ''
  log(3, `${id}: ${what}${why}; journalctl --user -u ${unit} tells why`)
  if (pathExists(sessionDirectory(paths, id))) writeTrouble(paths.runtime, id, `${now().toISOString()} ${what}${why}`, uid)
}
