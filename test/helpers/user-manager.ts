import { execa, execaSync } from 'execa'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

/** The top of this checkout: it is there, read-only and at the same place, for every script that runs in a user manager. */
export const checkout = process.cwd()

const helper = join(checkout, 'test/helpers/user-manager')

const isRunnable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}

/** Why a command cannot be run here, as a sentence; undefined if it is on the PATH. */
export const commandProblem = (name: string): string | undefined =>
  (process.env['PATH'] ?? '').split(delimiter).some(directory => isRunnable(join(directory, name)))
    ? undefined
    : `there is no ${name} on this machine`

/** Why no private user manager can be started here, as a sentence; undefined if it can. */
export const userManagerProblem = (): string | undefined => {
  if (process.platform !== 'linux') return 'systemd is for Linux only'
  if (process.getuid?.() !== 0) return 'a private user manager can be started by root only'
  for (const command of ['unshare', 'setpriv', 'systemctl', 'systemd-analyze', 'journalctl']) {
    const problem = commandProblem(command)
    if (problem !== undefined) return problem
  }
  for (const file of ['systemd', 'systemd-journald', 'user/dbus.socket']) {
    if (!existsSync(`/usr/lib/systemd/${file}`)) return `there is no /usr/lib/systemd/${file} on this machine`
  }
  if (!['', '/unified'].some(below => existsSync(`/sys/fs/cgroup${below}/cgroup.procs`))) return 'no cgroup2 is mounted here'
  const unshare = execaSync('unshare', ['--mount', '--pid', '--fork', '--cgroup', '--uts', '--ipc', 'true'], { reject: false })
  return unshare.exitCode === 0 ? undefined : `namespaces cannot be made here: ${unshare.stderr}`
}

export interface UserManagerOptions {
  /** Bash code that runs as the user before the manager starts: what was there at boot. */
  readonly prepare?: string
  /** The user's home directory, empty at the start. */
  readonly home?: string
  /** Directories of the machine to show inside, besides the checkout and Node's own. */
  readonly readOnly?: readonly string[]
  readonly writable?: readonly string[]
  /** After so many seconds everything is killed, and `code` is undefined. */
  readonly seconds?: number
  /** When it is aborted, everything is killed at once, as when the power goes; `code` is undefined then. */
  readonly powerOff?: AbortSignal
}

export interface UserManagerResult {
  readonly code: number | undefined
  readonly stdout: string
  readonly stderr: string
}

/** Runs a bash script (with `-euo pipefail`) as an unprivileged user with a real `systemd --user` that nobody else has. */
export const runInUserManager = async (script: string, options: UserManagerOptions = {}): Promise<UserManagerResult> => {
  const flags = [checkout, dirname(process.execPath), ...(options.readOnly ?? [])].flatMap(path => ['--ro', path])
  flags.push(...(options.writable ?? []).flatMap(path => ['--bind', path]))
  if (options.home !== undefined) flags.push('--home', options.home)
  if (options.prepare !== undefined) flags.push('--prepare', options.prepare)
  const command = ['bash', '-euo', 'pipefail', '-c', script]
  const result = await execa(helper, ['user', ...flags, '--', ...command], {
    reject: false,
    stdin: 'ignore',
    timeout: (options.seconds ?? 60) * 1000,
    ...(options.powerOff === undefined ? {} : { cancelSignal: options.powerOff }),
  })
  return { code: result.exitCode, stdout: result.stdout, stderr: result.stderr }
}

/** Boots a root file system (default: this machine's own) with systemd as its first process, and runs a bash script in it as root, beside the manager of the user `ada`. */
export const runInBootedRoot = async (script: string, { root = '/', seconds = 60 }: { readonly root?: string; readonly seconds?: number } = {}): Promise<UserManagerResult> => {
  const result = await execa(helper, ['boot', '--root', root, '--', 'bash', '-euo', 'pipefail', '-c', script], { reject: false, stdin: 'ignore', timeout: seconds * 1000 })
  return { code: result.exitCode, stdout: result.stdout, stderr: result.stderr }
}
