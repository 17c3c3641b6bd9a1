import { accessSync, constants, lstatSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { StateFacts } from '../../core/checks/state.js'
import type { Paths } from '../../core/paths.js'
import { errorCode } from '../files/error-code.js'
import { publishRefusal } from '../tokens/publish-budget.js'

/** Why a directory of ours cannot be trusted; '' when it can, and when it is not there. The rules are those of `ownDirectory`, which would change what it finds. */
const unsafety = (directory: string, uid: number): string => {
  try {
    const found = lstatSync(directory)
    if (!found.isDirectory()) return `${directory} is not a directory`
    if (found.uid !== uid) return `${directory} belongs to user ${found.uid}, not to you (${uid})`
    return (found.mode & 0o022) === 0 ? '' : `others can write to ${directory}`
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ''
    return `${directory} cannot be looked at: ${errorCode(error) ?? String(error)}`
  }
}

const isThere = (path: string): boolean => {
  try {
    return statSync(path).isDirectory()
  } catch (error) {
    if (errorCode(error) === undefined) throw error
    return false
  }
}

const isWritable = (directory: string): boolean => {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK)
    return true
  } catch (error) {
    if (errorCode(error) === undefined) throw error
    return false
  }
}

const freeAt = (directory: string): StateFacts['free'] => {
  try {
    const { bavail, bsize, ffree, files } = statfsSync(directory)
    return { bytes: bavail * bsize, inodes: ffree, allInodes: files }
  } catch (error) {
    if (errorCode(error) === undefined) throw error
    return undefined
  }
}

/** The state directory and its disk. In: the paths; our user ID; the warnings about the configuration; where budgets are published. */
export const probeState = (paths: Paths, uid: number, configuration: readonly string[], shared: string): StateFacts => {
  let nearest = paths.root
  while (!isThere(nearest) && nearest !== '/') nearest = dirname(nearest)
  return {
    root: paths.root,
    unsafe: [paths.root, paths.sessions, paths.history, paths.projects, paths.runtime].map(path => unsafety(path, uid)).filter(why => why !== ''),
    nearest,
    writable: isWritable(nearest),
    free: freeAt(nearest),
    configuration,
    userSettings: paths.userSettings,
    refused: publishRefusal(shared, uid),
    runtime: paths.runtime,
    shared,
  }
}
