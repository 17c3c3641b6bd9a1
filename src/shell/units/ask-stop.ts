import { spawnSync } from 'node:child_process'

/**
 * Asks the user manager to stop a session and does not wait: the tick that asks is stopped with it. Whether it can be asked is not an error
 * here: where there is no user manager the embedded supervisor ends the session. In: the session ID. Out: whether the manager took the job.
 */
export const askStop = (id: string): boolean =>
  spawnSync('systemctl', ['--user', '--no-block', 'stop', `claude-session@${id}.service`], { stdio: 'ignore', timeout: 10_000 }).status === 0
