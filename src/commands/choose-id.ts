import { sessionDirectory } from '../core/paths.js'
import { newSessionId } from '../core/session/new-session-id.js'
import { projectSlug } from '../core/session/project-slug.js'
import { parseSessionId, type SessionId } from '../core/session/session-id.js'
import { BusyError, CannotCreateError } from '../errors.js'
import { lockDirectory } from '../shell/files/lock-directory.js'
import { ownDirectory } from '../shell/files/own-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { readNextSessionId } from '../shell/session/next-session-id.js'
import { reserveId } from '../shell/session/reserved-ids.js'
import { takenIds } from '../shell/session/taken-ids.js'
import type { Environment } from './environment.js'

const lockWaitSeconds = 30

/** The ID that somebody asked for. Throws UsageError (64) for what is none, BusyError (75) when a session of that name is live. */
const askedId = ({ paths }: Environment, asked: string): SessionId => {
  const id = parseSessionId(asked)
  if (pathExists(sessionDirectory(paths, id))) throw new BusyError(`session ${id} is live already`, `claude-session status ${id} shows it`)
  return id
}

/**
 * The ID of a session that is to begin: the one that is asked for; else the one that the last session of the project left, or a new one. Such a one is reserved, under the lock of all beginnings, until
 * the caller has begun it and releases it: of several that begin at once in one project each gets its own. In: the project's directory; the ID that is asked for. Throws 64, 73, 74, 75, 77.
 */
export const chooseId = (environment: Environment, directory: string, asked: string | undefined): SessionId => {
  if (asked !== undefined) return askedId(environment, asked)
  const { paths, uid, now } = environment
  for (const path of [paths.root, paths.sessions]) ownDirectory(path, uid)
  const slug = projectSlug(directory)
  const all = lockDirectory(paths.sessions, lockWaitSeconds)
  if (all === undefined) throw new CannotCreateError(`${paths.sessions} was moved away just now`, 'Try again')
  try {
    const left = readNextSessionId(paths.projects, slug)
    for (;;) {
      const taken = takenIds(paths)
      const id = left !== undefined && !taken(left) ? left : newSessionId(slug, Math.floor(now().getTime() / 1000), taken)
      // Shells reserve theirs without the lock.
      if (reserveId(paths.sessions, id)) return id
    }
  } finally {
    all.release()
  }
}
