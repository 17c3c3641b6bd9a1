import { existsSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import type { ManagerFacts } from '../../core/checks/user-manager.js'
import { parseEnvironment } from '../../core/units/parse-environment.js'
import { parseUnitBlocks } from '../../core/units/parse-unit-blocks.js'
import { errorCode } from '../files/error-code.js'
import { readRegularFile } from '../files/read-regular-file.js'
import { readSmallFile } from '../files/read-small-file.js'
import { askProgram } from '../processes/ask-program.js'
import { programEnvironment } from '../processes/program-environment.js'

type Env = Readonly<Record<string, string | undefined>>

const isWsl = (env: Env): boolean => Boolean(env.WSL_DISTRO_NAME) || /microsoft/i.test(readRegularFile('/proc/sys/kernel/osrelease', { head: 256 })?.head.toString('latin1') ?? '')

const machineOf = (env: Env): ManagerFacts['machine'] => {
  if (isWsl(env)) return 'wsl'
  if (existsSync('/run/systemd/system')) return 'systemd'
  return existsSync('/.dockerenv') || existsSync('/run/.containerenv') || env.container ? 'container' : 'other'
}

/** The user's name; one who has none (a container with a bare user ID) is known by the ID. */
const nameOf = (env: Env, uid: number): string => {
  try {
    return userInfo().username
  } catch (error) {
    if (errorCode(error) === undefined) throw error
    return env.USER || String(uid)
  }
}

const isOwn = (directory: string, uid: number): boolean => {
  try {
    return statSync(directory).uid === uid
  } catch (error) {
    if (errorCode(error) === undefined) throw error
    return false
  }
}

const probeJournal = async (env: Env): Promise<ManagerFacts['journal']> => {
  const { state, stderr } = await askProgram('journalctl', ['--user', '--lines=0'], programEnvironment(env))
  const refused = state === 'failed' || /insufficient permissions|Permission denied/i.test(stderr)
  return { persistent: existsSync('/var/log/journal'), state: state === 'missing' || state === 'hung' ? state : refused ? 'refused' : 'readable' }
}

/** systemd and the user's manager, as they answer. In: the environment; our user ID. */
export const probeUserManager = async (env: Env, uid: number): Promise<ManagerFacts> => {
  const ask = (...args: string[]) => askProgram('systemctl', ['--user', 'show', ...args], programEnvironment(env))
  const [manager, units, variables, journal] = await Promise.all([
    ask('--property=Version,SystemState'),
    ask('--property=Id,NeedDaemonReload', 'claude-session*'),
    askProgram('systemctl', ['--user', 'show-environment'], programEnvironment(env)),
    probeJournal(env),
  ])
  const own = readSmallFile(`${env.HOME ?? ''}/.config/claude-session/env`, 65_536) ?? ''
  const user = nameOf(env, uid)
  const { state, status, stdout, stderr } = manager
  const properties = parseUnitBlocks(stdout).get('')
  const standing = `/run/user/${uid}`
  return {
    machine: machineOf(env),
    state: state === 'missing' || state === 'hung' ? state : status === 0 ? 'answers' : 'unreachable',
    why: stderr.split('\n')[0] ?? '',
    version: properties?.get('Version') ?? '',
    running: properties?.get('SystemState') ?? '',
    unnamed: env.XDG_RUNTIME_DIR || !isOwn(standing, uid) ? '' : standing,
    bus: Boolean(env.DBUS_SESSION_BUS_ADDRESS) || existsSync(`${env.XDG_RUNTIME_DIR ?? standing}/bus`),
    user,
    lingers: existsSync(`/var/lib/systemd/linger/${user}`),
    journal,
    outdated: units.status === 0 && [...parseUnitBlocks(units.stdout).values()].some(unit => unit.get('NeedDaemonReload') === 'yes'),
    // What the units have: the manager's variables, and those of their EnvironmentFile=.
    environment: variables.status === 0 ? { ...parseEnvironment(variables.stdout), ...parseEnvironment(own) } : undefined,
  }
}
