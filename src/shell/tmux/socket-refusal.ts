/**
 * A tmux client does what its server says: the server has it write files, read files and replace itself by a shell. So whoever waits at a socket acts as whoever connects to it, and `/tmp/tmux-<uid>/` is made by
 * whoever comes first. tmux looks at that directory, but not where it is told a socket (-S), as it always is by us; and sudo and su keep the TMUX of another user.
 */
import { lstatSync, statSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'

const [writableByOthers, stickyBit] = [0o022, 0o1000]

const look = (path: string, stat: (path: string) => Stats): Stats | undefined => {
  try {
    return stat(path)
  } catch (error) {
    // What cannot be reached cannot be connected to; tmux says why.
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG'].includes(errorCode(error) ?? '')) return undefined
    throw ioError('Looking at', path, error)
  }
}

/**
 * Why no tmux client of ours may connect to a socket; '' when it may, or when there is none. In: the socket; our user ID. The socket must be ours, in a directory where nobody but us and root can exchange it.
 * Throws IoError (74).
 */
export const socketRefusal = (socket: string, uid: number): string => {
  const directory = dirname(socket)
  const [named, place] = [look(directory, lstatSync), look(directory, statSync)]
  if (named === undefined || place === undefined) return ''
  const stranger = [named, place].find(found => found.uid !== uid && found.uid !== 0)
  if (stranger !== undefined) return `${directory} belongs to user ${stranger.uid}, who could be asked in the place of tmux`
  const open = (place.mode & writableByOthers) !== 0
  if (open && (place.mode & stickyBit) === 0) return `others can exchange sockets in ${directory}`
  const [link, found] = [look(socket, lstatSync), look(socket, statSync)]
  const other = [link, found].find(each => each !== undefined && each.uid !== uid)
  if (other !== undefined) return `the socket ${socket} belongs to user ${other.uid}`
  // Until it is connected to, anybody could put one there.
  return open && found === undefined ? `error connecting to ${socket} (No such file or directory)` : ''
}
