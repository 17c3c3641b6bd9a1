/**
 * What a project keeps of its sessions' contexts in `projects/<slug>/.session-context`: a link to the context of the session that was active last, and the contexts as they stood before
 * a compaction. Each step is one rename: a crash leaves the old link or the new one, a whole copy or none. Done again they are the same. Sessions of one project link theirs one after the other.
 */
import { readlinkSync, renameSync, symlinkSync } from 'node:fs'
import type { SessionId } from '../../core/session/session-id.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { ownDirectory } from '../files/own-directory.js'
import { readIfExists } from '../files/read-if-exists.js'
import { removeIfExists } from '../files/remove-if-exists.js'
import { replaceFile } from '../files/replace-file.js'
import { syncDirectory } from '../files/sync-directory.js'
import { whileLocked } from '../files/while-locked.js'
import { contextFile } from './context-file.js'

/** Where a project keeps them. In: the `projects` directory; the project's slug. */
export const savedContexts = (projects: string, slug: string): string => `${projects}/${slug}/.session-context`

/** The context of a session as it stood before a compaction. */
export const beforeCompaction = (projects: string, slug: string, old: SessionId): string => `${savedContexts(projects, slug)}/pre-compaction-${old}.json`

const leadsTo = (link: string): string | undefined => {
  try {
    return readlinkSync(link)
  } catch (error) {
    // EINVAL: something that is no link stands there, and gives way to one.
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'EINVAL') return undefined
    throw ioError('Reading', link, error)
  }
}

/** Whether `current-session-context.json` leads to the context.json in a session's directory, which may be gone by now. Throws IoError (74). */
export const leadsToContext = (projects: string, slug: string, directory: string): boolean =>
  leadsTo(`${savedContexts(projects, slug)}/current-session-context.json`) === contextFile(directory)

/** Points `current-session-context.json` to the context.json in a session's directory. Throws CannotCreateError (73), IoError (74), UnsafeError (77). */
export const linkContext = (projects: string, slug: string, directory: string, uid: number): void => {
  const saved = savedContexts(projects, slug)
  const link = `${saved}/current-session-context.json`
  ownDirectory(saved, uid)
  if (leadsTo(link) === contextFile(directory)) return
  whileLocked(saved, () => {
    removeIfExists(`${link}.new`)
    try {
      symlinkSync(contextFile(directory), `${link}.new`)
      renameSync(`${link}.new`, link)
      syncDirectory(saved)
    } catch (error) {
      throw ioError('Linking', link, error)
    }
  })
}

/**
 * Keeps the context of a session as it stands: `pre-compaction-<ID>.json`. In: the `projects` directory; the slug; the session; its directory; our user ID. Out: the file, undefined when the session has
 * no context. Throws CannotCreateError (73), IoError (74), UnsafeError (77).
 */
export const saveContext = (projects: string, slug: string, old: SessionId, directory: string, uid: number): string | undefined => {
  const text = readIfExists(contextFile(directory))
  if (text === undefined) return undefined
  ownDirectory(savedContexts(projects, slug), uid)
  const file = beforeCompaction(projects, slug, old)
  if (readIfExists(file) !== text) replaceFile(file, text)
  return file
}
