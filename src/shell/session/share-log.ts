import { linkSync } from 'node:fs'
import { supervisorLog } from '../../core/session/supervisor-log.js'
import { errorCode } from '../files/error-code.js'

/**
 * The supervisor follows a session that goes on, and what it and its ticks say stands in one file with two names. In: the two sessions' directories. Where there is no such log, or none can
 * be shared, the new session has none of its own: it is only a log.
 */
export const shareLog = (from: string, to: string): void => {
  try {
    linkSync(`${from}/${supervisorLog}`, `${to}/${supervisorLog}`)
  } catch (error) {
    if (errorCode(error) === undefined) throw error
  }
}
