import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import { IoError } from '../../errors.js'

/** The directory we are in may have been removed by now, and a program could not be started there. */
const cwd = '/'

const lookEveryMs = 50

/** What the user manager says of a session's service: its state, and whether a job for it waits or runs. Out: undefined when no manager that has our units can be reached. */
const ask = async (id: string): Promise<{ readonly state: string | undefined; readonly hasJob: boolean } | undefined> => {
  const { exitCode, stdout } = await execa('systemctl', ['--user', 'show', '--property=LoadState,ActiveState,Job', `claude-session@${id}.service`], { reject: false, cwd })
  if (exitCode !== 0) return undefined
  const fields = new Map(stdout.split('\n').map(line => line.split('=') as [string, string]))
  return fields.get('LoadState') === 'loaded' ? { state: fields.get('ActiveState'), hasJob: Number(fields.get('Job') ?? 0) > 0 } : undefined
}

/** The state of a session's service: `active`, `inactive`, …, or undefined when no user manager can be reached. */
export const unitState = async (id: string): Promise<string | undefined> => (await ask(id))?.state

const job = async (id: string, ...verb: string[]): Promise<void> => {
  const { exitCode, stderr } = await execa('systemctl', ['--user', ...verb, `claude-session@${id}.service`], { reject: false, cwd })
  if (exitCode !== 0) throw new IoError(`systemctl --user ${verb.at(-1) ?? ''} claude-session@${id} failed: ${stderr.split('\n')[0] ?? ''}`, `journalctl --user -u claude-session@${id} tells why`)
}

/**
 * Asks for the start of a session's units and does not wait: the caller may hold locks that their `begin` waits for. One that is being stopped is not started again, which would cancel the stop. Throws IoError (74) with the
 * manager's own words.
 */
export const askStart = async (id: string): Promise<void> => job(id, '--no-block', '--job-mode=fail', 'start')

/** Waits until units that are starting, or are about to, have started, or failed. Out: the state then, undefined without a user manager. */
export const startedState = async (id: string): Promise<string | undefined> => {
  for (;;) {
    const unit = await ask(id)
    // A start that was asked for just now is a job first; the service is inactive still.
    if (unit === undefined || (unit.state !== 'activating' && !unit.hasJob)) return unit?.state
    await sleep(lookEveryMs)
  }
}

/** Stops a session's units, when the user manager has them, and waits until that is done. Out: whether there was something to stop. */
export const stopUnits = async (id: string): Promise<boolean> => {
  const state = await unitState(id)
  if (state === undefined || state === 'inactive' || state === 'failed') return false
  await job(id, 'stop')
  return true
}
