import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * Asks for a tick of a session at once and does not wait for it. By the user manager, which keeps its log; where there is none, as a child of its own. In: which tick; the
 * session's ID; the environment; how this command is run. It is a favour: what cannot be asked comes at its own time, so nothing is thrown.
 */
export const askTick = (kind: 'capture' | 'token', id: string, env: Readonly<Record<string, string | undefined>>, self: readonly string[]): void => {
  const managed = env.XDG_RUNTIME_DIR !== undefined && existsSync(`${env.XDG_RUNTIME_DIR}/systemd/private`)
  // `fail`: where the session is being stopped, a tick must not cancel the stop.
  const [program = '', ...args] = managed ? ['systemctl', '--user', '--no-block', '--job-mode=fail', 'start', `claude-session-${kind}@${id}.service`] : [...self, `${kind}-tick`, id]
  const child = spawn(program, args, { detached: true, stdio: 'ignore', env })
  // A program that is not there must not take the process down that asked.
  child.on('error', () => undefined)
  child.unref()
}
