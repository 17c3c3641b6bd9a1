import { unlinkSync } from 'node:fs'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { ownDirectory } from '../files/own-directory.js'
import { readIfExists } from '../files/read-if-exists.js'
import { replaceFile } from '../files/replace-file.js'

const troubleFile = (runtime: string, id: string): string => `${runtime}/${id}/trouble`

/** What is wrong with a session's units, in one line, or undefined when nothing is. */
export const readTrouble = (runtime: string, id: string): string | undefined => readIfExists(troubleFile(runtime, id))?.trim()

/** Remembers what is wrong until a tick succeeds. In: the runtime directory, the session, one line, our user ID. */
export const writeTrouble = (runtime: string, id: string, text: string, uid: number): void => {
  ownDirectory(runtime, uid)
  ownDirectory(`${runtime}/${id}`, uid)
  replaceFile(troubleFile(runtime, id), `${text}\n`, { durable: false })
}

/** A tick succeeded: nothing is wrong any more. */
export const clearTrouble = (runtime: string, id: string): void => {
  try {
    unlinkSync(troubleFile(runtime, id))
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR') throw ioError('Removing', troubleFile(runtime, id), error)
  }
}
