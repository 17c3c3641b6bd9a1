import { spawn } from 'node:child_process'
import { closeSync, constants, existsSync, openSync } from 'node:fs'
import { supervisorLog } from '../../core/session/supervisor-log.js'
import { errorCode } from '../files/error-code.js'

/** The log of the embedded supervisor, where that is what runs the session's ticks: what an asked tick says belongs there. */
const openLog = (directory: string): number | undefined => {
  try {
    return openSync(`${directory}/${supervisorLog}`, constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    if (errorCode(error) === undefined) throw error
    return undefined
  }
}

/**
 * Asks for a tick of a session at once and does not wait for it. By the user manager, which keeps its log; where there is none, as a child of its own, whose log is the supervisor's. In: which tick; the
 * session's ID and directory; the environment; how this command is run. It is a favour: what cannot be asked comes at its own time, so nothing is thrown.
 */
export const askTick = (
  kind: 'capture' | 'token',
  { id, directory }: { readonly id: string; readonly directory: string },
  env: Readonly<Record<string, string | undefined>>,
  self: readonly string[],
): void => {
  const managed = env.XDG_RUNTIME_DIR !== undefined && existsSync(`${env.XDG_RUNTIME_DIR}/systemd/private`)
  // `fail`: where the session is being stopped, a tick must not cancel the stop.
  const [program = '', ...args] = managed ? ['systemctl', '--user', '--no-block', '--job-mode=fail', 'start', `claude-session-${kind}@${id}.service`] : [...self, `${kind}-tick`, id]
  const log = managed ? undefined : openLog(directory)
  const child = spawn(program, args, { detached: true, stdio: ['ignore', 'ignore', log ?? 'ignore'], env })
  // A program that is not there must not take the process down that asked.
  child.on('error', () => undefined)
  child.unref()
  if (log !== undefined) closeSync(log)
}
