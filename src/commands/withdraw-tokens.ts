import type { SessionId } from '../core/session/session-id.js'
import { CliError } from '../errors.js'
import { removeTree } from '../shell/files/remove-tree.js'
import { publishBudget, isPublished } from '../shell/tokens/publish-budget.js'
import type { Environment } from './environment.js'
import { sharedDirectory } from './token-tick.js'

/**
 * Removes what the ticks kept of an ended session in the runtime directory, and takes it out of the joint `token_budget_status`, which the next tick of another session would do as well: the last one has no other. In: the session, which
 * stands in `sessions/` no more. Trouble is a line of the log: the session has ended all the same.
 */
export const withdrawTokens = ({ env, paths, uid, log }: Environment, id: SessionId): void => {
  const directory = sharedDirectory(env)
  try {
    removeTree(`${paths.runtime}/${id}`)
    if (isPublished(directory, id)) publishBudget(paths.sessions, paths.runtime, directory, uid)
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    log(4, `${id}: its token budget is still in ${paths.runtime} or ${directory}: ${error.message}`)
  }
}
