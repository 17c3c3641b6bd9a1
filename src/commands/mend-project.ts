import { statSync } from 'node:fs'
import { sessionDirectory } from '../core/paths.js'
import { newSessionId } from '../core/session/new-session-id.js'
import { errorCode } from '../shell/files/error-code.js'
import { ioError } from '../shell/files/io-error.js'
import { listNames } from '../shell/files/list-names.js'
import { pathExists } from '../shell/files/path-exists.js'
import { removeIfExists } from '../shell/files/remove-if-exists.js'
import { listSessions } from '../shell/session/list-sessions.js'
import { readNextSessionId, writeNextSessionId } from '../shell/session/next-session-id.js'
import { readSession } from '../shell/session/session-file.js'
import { takenIds } from '../shell/session/taken-ids.js'
import { unlessDamaged } from '../shell/session/unless-damaged.js'
import type { Environment } from './environment.js'

/** What a kill leaves beside a small file that was just being replaced. */
const leftover = /^(?:(?:project\.toml|\.next_session_id)\.\d+|.+\.new)$/

/** Writing a small file takes a moment; what is so old belongs to nobody that lives. */
const oldMs = 600_000

const changedMs = (file: string): number => {
  try {
    return statSync(file).mtimeMs
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return Infinity
    throw ioError('Looking at', file, error)
  }
}

/**
 * Mends what an end that was cut off leaves undone in its project: a project without a live session has an ID for its next one, which nobody had yet; and no half-written file stays. In: the project's slug.
 * Out: what was done, undefined when nothing was. Throws 65, 73, 74, 77.
 */
export const mendProject = (environment: Environment, slug: string): string | undefined => {
  const { paths, uid, now } = environment
  const project = `${paths.projects}/${slug}`
  if (!pathExists(`${project}/project.toml`)) return undefined
  const did: string[] = []
  for (const directory of [project, `${project}/.session-management`, `${project}/.session-context`]) {
    for (const name of listNames(directory).filter(found => leftover.test(found))) {
      if (now().getTime() - changedMs(`${directory}/${name}`) < oldMs) continue
      removeIfExists(`${directory}/${name}`)
      did.push(`removed ${name}`)
    }
  }
  const left = readNextSessionId(paths.projects, slug)
  const isTaken = takenIds(paths)
  if (left === undefined || isTaken(left)) {
    // A damaged session may be one of this project.
    const isLive = listSessions(paths.sessions).some(id => unlessDamaged(() => readSession(sessionDirectory(paths, id))?.project, slug) === slug)
    if (!isLive) {
      const next = newSessionId(slug, Math.floor(now().getTime() / 1000), isTaken)
      writeNextSessionId(paths.projects, slug, next, uid)
      did.push(`its next session is ${next}`)
    }
  }
  return did.length === 0 ? undefined : `project ${slug}: ${did.join(', ')}`
}
