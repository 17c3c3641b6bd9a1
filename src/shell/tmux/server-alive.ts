import { readFileSync } from 'node:fs'
import { errorCode } from '../files/error-code.js'

/**
 * Whether process `pid` is still a tmux server. Only asked when the socket does not answer: a server that lives behind a lost socket is
 * trouble to report, one that is dead has taken its panes with it. In: the process ID. Reads /proc.
 */
export const serverAlive = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('tmux')
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ESRCH') return false
    throw error
  }
}
