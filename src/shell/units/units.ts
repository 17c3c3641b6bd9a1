import { execa } from 'execa'
import { IoError } from '../../errors.js'

/** The directory we are in may have been removed by now, and a program could not be started there. */
const cwd = '/'

/** The state of a session's service: `active`, `inactive`, …, or undefined when no user manager can be reached. */
export const unitState = async (id: string): Promise<string | undefined> => {
  const { exitCode, stdout } = await execa('systemctl', ['--user', 'show', '--property=LoadState,ActiveState', `claude-session@${id}.service`], { reject: false, cwd })
  if (exitCode !== 0) return undefined
  const fields = new Map(stdout.split('\n').map(line => line.split('=') as [string, string]))
  return fields.get('LoadState') === 'loaded' ? fields.get('ActiveState') : undefined
}

const job = async (verb: 'start' | 'stop', id: string): Promise<void> => {
  const { exitCode, stderr } = await execa('systemctl', ['--user', verb, `claude-session@${id}.service`], { reject: false, cwd })
  if (exitCode !== 0) {
    throw new IoError(`systemctl --user ${verb} claude-session@${id} failed: ${stderr.split('\n')[0] ?? ''}`, `journalctl --user -u claude-session@${id} tells why`)
  }
}

/** Starts a session's units. Throws IoError (74) with the manager's own words. */
export const startUnits = async (id: string): Promise<void> => job('start', id)

/** Stops a session's units, when the user manager has them, and waits until that is done. Out: whether there was something to stop. */
export const stopUnits = async (id: string): Promise<boolean> => {
  const state = await unitState(id)
  if (state === undefined || state === 'inactive' || state === 'failed') return false
  await job('stop', id)
  return true
}
