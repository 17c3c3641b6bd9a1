/**
 * The lock of a session is flock(2) on its own directory: no file to leave behind, it moves along when the directory is renamed into
 * history/, and two processes that disagree about XDG_RUNTIME_DIR still meet. Node has no flock, so flock(1) locks the open file that it
 * inherits from us and ends; the lock stays with our descriptor, and the kernel frees it when we close it or die, by whatever signal.
 */
import { closeSync, constants, fstatSync, openSync, statSync } from 'node:fs'
import { BusyError, IoError, UnavailableError } from '../../errors.js'
import { bareEnvironment } from '../processes/bare-environment.js'
import { runChild } from '../processes/run-child.js'
import { errorCode } from './error-code.js'
import { ioError } from './io-error.js'

/** A lock that is held. `release` gives it back; the end of the process does too. */
export interface Lock {
  readonly release: () => void
}

const lockExit = 1

/** How long a tick waits for another one of its session, in seconds: each takes a fraction of one, and who gave up at once would come again only after a whole period. */
export const tickPatience = 5

const sameFile = (fd: number, directory: string): boolean => {
  try {
    const [held, named] = [fstatSync(fd), statSync(directory)]
    return held.ino === named.ino && held.dev === named.dev
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw ioError('Looking at', directory, error)
  }
}

/**
 * Locks a directory for this process. In: the directory; how long to wait for another holder, in seconds (0: not at all); `shared`: only to look whether somebody holds it, which
 * others may do at the same time.
 * Out: the lock, or undefined when there is no such directory (or it was moved away while we waited).
 * Throws BusyError (75) when another process holds it, IoError (74) when locking does not work there.
 */
export const lockDirectory = (directory: string, waitSeconds = 0, { shared = false } = {}): Lock | undefined => {
  let fd: number
  try {
    fd = openSync(directory, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw ioError('Opening', directory, error)
  }
  const release = (): void => {
    try {
      closeSync(fd)
    } catch (error) {
      throw ioError('Unlocking', directory, error)
    }
  }
  try {
    const wait = waitSeconds > 0 ? ['-w', String(waitSeconds)] : ['-n']
    const { status, code, stderr } = runChild('flock', [shared ? '-s' : '-x', ...wait, '3'], { env: bareEnvironment(process.env), descriptor: fd })
    if (code === 'ENOENT') throw new UnavailableError('flock is not installed', 'Install util-linux')
    if (code !== undefined) throw new IoError(`running flock failed: ${code}`)
    if (status === lockExit) throw new BusyError(`another process is at work on ${directory}`, 'Try again in a moment')
    if (status !== 0) throw new IoError(`locking ${directory} failed: ${stderr.trim()}`, 'Network file systems may not have locks: set CLAUDE_SESSION_HOME to a local directory')
    if (sameFile(fd, directory)) return { release }
  } catch (error) {
    release()
    throw error
  }
  release()
  return undefined
}
