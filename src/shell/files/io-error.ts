import { IoError } from '../../errors.js'
import { errorCode } from './error-code.js'

const advice: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Free some space and run it again; ticks come again by themselves and go on where they stopped',
  EDQUOT: 'Your disk quota is used up. Free some space and run it again; ticks come again by themselves and go on where they stopped',
  EROFS: 'The file system is read-only. Make it writable, or set CLAUDE_SESSION_HOME to a directory on another one',
  EACCES: 'Check the owner and mode of that path: directories are 0700 and files 0600, yours',
  EPERM: 'Check the owner and mode of that path: directories are 0700 and files 0600, yours',
  EIO: 'The disk reports a fault. Look at the kernel log (journalctl -k)',
  EMFILE: 'Too many files are open. Try again; if it stays, raise the limit (ulimit -n)',
}

/** A failed call on a file to the error that a person reads: what was being done, to which file, why it failed, what to do. Exit code 74. */
export const ioError = (doing: string, file: string, cause: unknown): IoError => {
  const code = errorCode(cause)
  const why = cause instanceof Error ? (code ?? cause.message) : String(cause)
  return new IoError(`${doing} ${file} failed: ${why}`, code === undefined ? undefined : advice[code], { cause })
}
