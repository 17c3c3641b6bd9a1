/**
 * The joint `token_budget_status` in `/dev/shm`, one line a live session, put together from the sessions' own files in the runtime directory. `/dev/shm` is
 * everyone's: what stands there under that name and is not a regular file of ours, with one name, is left alone and refused, and a link is never followed. A crash at any
 * step leaves the old file or the new one. Ticks of several sessions publish at the same time, without a lock: each has written its own line before, and looks
 * after its rename whether all lines are still the ones it has published, so the last to rename leaves the newest of all.
 */
import { lstatSync, unlinkSync, type Stats } from 'node:fs'
import { decodeTokenLine } from '../../core/tokens/token-line.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { readSmallFile } from '../files/read-small-file.js'
import { writeBeside } from '../files/write-beside.js'
import { listSessions } from '../session/list-sessions.js'

/** The name, in `/dev/shm` and in a session's runtime directory. */
export const budgetFile = 'token_budget_status'

/** A line is some 250 bytes. */
const mostLine = 1_024

/** A thousand sessions. */
const mostJoint = 1_048_576

const rounds = 5

const stickyBit = 0o1000

const look = (path: string): Stats | undefined => {
  try {
    return lstatSync(path)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw ioError('Looking at', path, error)
  }
}

/** Why `directory` cannot be trusted with a file of ours, or what stands in the file's place; '' when all is well. Throws IoError (74). */
export const publishRefusal = (directory: string, uid: number): string => {
  const place = look(directory)
  if (place === undefined || !place.isDirectory()) return `${directory} is not a directory`
  if (place.uid !== uid && place.uid !== 0) return `${directory} belongs to user ${place.uid}`
  // Without the sticky bit anybody could exchange what we have just written.
  if ((place.mode & 0o022) !== 0 && (place.mode & stickyBit) === 0) return `others can exchange files in ${directory}`
  const file = look(`${directory}/${budgetFile}`)
  if (file === undefined) return ''
  if (!file.isFile()) return `${directory}/${budgetFile} is not a regular file`
  if (file.uid !== uid) return `${directory}/${budgetFile} belongs to user ${file.uid}`
  return file.nlink === 1 ? '' : `${directory}/${budgetFile} has a second name`
}

/** The lines of all live sessions that have one, in the order of their IDs. What is in a file and no line of that session is left out. */
const linesOf = (sessions: string, runtime: string): string[] =>
  listSessions(sessions).flatMap(id => {
    const line = readSmallFile(`${runtime}/${id}/${budgetFile}`, mostLine)?.trimEnd()
    return line !== undefined && decodeTokenLine(line)?.id === id ? [line] : []
  })

const remove = (file: string): void => {
  try {
    unlinkSync(file)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw ioError('Removing', file, error)
  }
}

/**
 * Publishes what all live sessions' own files say, and removes the joint file when there is none. In: the directory of live sessions, the runtime directory, where to publish
 * (`/dev/shm`), our user ID. Out: '' or why it was refused: nothing was written then. Throws IoError (74).
 */
export const publishBudget = (sessions: string, runtime: string, directory: string, uid: number): string => {
  const file = `${directory}/${budgetFile}`
  let text = linesOf(sessions, runtime).join('\n')
  for (let round = 0; round < rounds; round += 1) {
    const why = publishRefusal(directory, uid)
    if (why !== '') return why
    if (text === '') remove(file)
    else writeBeside(file, `${text}\n`, uid)
    const now = linesOf(sessions, runtime).join('\n')
    if (now === text) break
    text = now
  }
  return ''
}

/** The sessions that have a line in the joint file in `directory`; a file that is not ours, or too long to be, has none. */
export const publishedIds = (directory: string): string[] =>
  (readSmallFile(`${directory}/${budgetFile}`, mostJoint) ?? '').split('\n').flatMap(line => /^session=(\S+) /.exec(line)?.[1] ?? [])

/** Whether a session is among them. */
export const isPublished = (directory: string, id: string): boolean => publishedIds(directory).includes(id)
