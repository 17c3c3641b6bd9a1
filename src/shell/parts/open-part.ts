import type { Paths } from '../../core/paths.js'
import { partName } from '../../core/session/part-name.js'
import type { SessionId } from '../../core/session/session-id.js'
import { IoError } from '../../errors.js'
import { openRegular } from '../files/open-regular.js'
import { sessionPlace } from '../session/session-place.js'

/** A part that is open for reading. */
export interface OpenPart {
  readonly file: string
  /** The caller closes it. */
  readonly fd: number
}

/**
 * Opens a part, wherever its session is now: it may end, and be moved, while its parts are being read. No link is followed. In: where sessions are; the session; its number in its
 * project; the part's. Throws IoError (74), also when there is no such part any more.
 */
export const openPart = (paths: Paths, id: SessionId, number: number, part: number): OpenPart => {
  let file = ''
  for (let look = 0; look < 2; look += 1) {
    file = `${sessionPlace(paths, id)}/${partName(number, part)}`
    const opened = openRegular(file)
    if (opened !== undefined) return { file, fd: opened.fd }
  }
  throw new IoError(`${file} is not there any more`, `claude-session verify ${id} tells what is missing`)
}
