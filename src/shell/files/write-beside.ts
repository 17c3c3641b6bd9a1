/**
 * A small file, replaced whole by any of several writers that hold no common lock. Each writes a file of its own beside it (O_EXCL: nothing that
 * was planted under that name is written to, or through) and renames it over the name, so a reader sees one writer's text or another's, never a mixture. A crash before
 * the rename leaves the file beside it, which a later process of that number removes.
 */
import { closeSync, constants, fchmodSync, fstatSync, lstatSync, openSync, renameSync, unlinkSync } from 'node:fs'
import { errorCode } from './error-code.js'
import { ioError } from './io-error.js'
import { writeWhole } from './write-whole.js'

/** So many names are tried when somebody else holds them. */
const tries = 8

/** Creates a new file beside `file`. A leftover of ours makes room; what belongs to somebody else is left alone, and the next name is tried. */
const createBeside = (file: string, uid: number): { fd: number; name: string } => {
  for (let turn = 0; ; turn += 1) {
    const name = `${file}.${process.pid}${turn === 0 ? '' : `-${turn}`}.new`
    try {
      return { fd: openSync(name, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600), name }
    } catch (error) {
      if (errorCode(error) !== 'EEXIST' || turn >= tries) throw error
      const found = lstatSync(name)
      if (found.isFile() && found.uid === uid) unlinkSync(name)
    }
  }
}

/** Replaces `file` by `text`, 0600, with no claim to survive a power loss. In: our user ID. Throws IoError (74); the old file is then still whole. */
export const writeBeside = (file: string, text: string, uid: number): void => {
  let made: { fd: number; name: string } | undefined
  try {
    made = createBeside(file, uid)
    try {
      fchmodSync(made.fd, 0o600)
      writeWhole(made.fd, Buffer.from(text))
      const { ino, dev } = fstatSync(made.fd)
      const named = lstatSync(made.name)
      // In a directory that others may write to, the name could be another file by now; in a sticky one it cannot.
      if (named.ino !== ino || named.dev !== dev) throw new Error(`${made.name} was exchanged`)
    } finally {
      closeSync(made.fd)
    }
    renameSync(made.name, file)
  } catch (error) {
    if (made !== undefined && errorCode(error) !== 'ENOENT') unlinkIfOurs(made.name, uid)
    throw ioError('Writing', file, error)
  }
}

const unlinkIfOurs = (name: string, uid: number): void => {
  try {
    if (lstatSync(name).uid === uid) unlinkSync(name)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw ioError('Removing', name, error)
  }
}
