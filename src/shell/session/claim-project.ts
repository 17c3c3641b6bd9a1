import TOML from '@iarna/toml'
import { distinctSlug, projectSlug } from '../../core/session/project-slug.js'
import { stringifyToml } from '../../core/text/stringify-toml.js'
import { DataError } from '../../errors.js'
import { ownDirectory } from '../files/own-directory.js'
import { readIfExists } from '../files/read-if-exists.js'
import { writeRecord } from '../files/write-record.js'

/** A project and the number its next session gets. */
export interface ClaimedProject {
  readonly slug: string
  readonly number: number
}

interface ProjectFile {
  readonly path: string
  readonly sessions: number
}

/** A path and a number; the parser needs seconds for megabytes. */
const mostRecord = 65_536

const readProject = (file: string): ProjectFile | undefined => {
  const text = readIfExists(file, mostRecord)
  if (text === undefined) return undefined
  try {
    const { path, sessions } = TOML.parse(text)
    if (typeof path === 'string') return { path, sessions: Number.isSafeInteger(sessions) ? Number(sessions) : 0 }
  } catch (error) {
    throw new DataError(`${file} is not valid TOML`, `Mend it or move it away`, { cause: error })
  }
  throw new DataError(`${file} does not say which directory it is for`, `Mend it or move it away`)
}

/**
 * The project of a directory: its slug, made distinct from another directory's, and the next session number, which is counted up durably before
 * this returns: a crash may skip a number, never give one twice. The caller holds the lock on all beginnings. In: the `projects` directory;
 * the project's absolute path; our user ID. Throws IoError (74), DataError (65), CannotCreateError (73), UnsafeError (77).
 */
export const claimProject = (projects: string, path: string, uid: number): ClaimedProject => {
  for (const slug of [projectSlug(path), distinctSlug(path), distinctSlug(path, 8), distinctSlug(path, 16)]) {
    const directory = `${projects}/${slug}`
    const file = `${directory}/project.toml`
    const found = readProject(file)
    if (found !== undefined && found.path !== path) continue
    ownDirectory(directory, uid)
    const number = (found?.sessions ?? 0) + 1
    writeRecord(file, stringifyToml({ path, sessions: number }))
    return { slug, number }
  }
  throw new DataError(`four projects have the same name as ${path}`, `Look at ${projects}`)
}
