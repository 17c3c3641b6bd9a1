import { spawnSync } from 'node:child_process'
import { detach } from '../processes/detach.js'

/**
 * Asks for the rollover of a session and does not wait: the one who asks may be a tick, which is stopped with the session. The user manager runs the
 * session's rollover unit; where there is none, a process of its own does the same. In: the session ID; how this command is run; where such a process leaves its
 * lines. Out: whether it was taken. Throws IoError (74) when the log cannot be written.
 */
export const askRollover = (id: string, self: readonly string[], logFile: string): boolean => {
  const unit = `claude-session-rollover@${id}.service`
  if (spawnSync('systemctl', ['--user', '--no-block', 'start', unit], { stdio: 'ignore', timeout: 10_000 }).status === 0) return true
  detach([...self, 'rollover', id], logFile)
  return true
}
