/**
 * install.sh to install with, and homes to install into. The checkout is this one's sources with what `npm run build` made of them just before the tests (test/prepare), so
 * that no installation builds anew; most homes use this machine's Node.js, since the private one is 125 MB each. systemctl, loginctl and getent are never the machine's own.
 */
import { appendFileSync, cpSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { commandsWithout, homeEnvironment, repository, run, scratch, standIn, tree, type Ran } from './fresh-home.js'

/** A home directory to install into. */
export interface Home {
  readonly home: string
  /** install.sh, by default with --system-node. */
  readonly install: (args?: readonly string[], env?: NodeJS.ProcessEnv) => Ran
  /** install.sh with a piece of shell before it runs: other functions in the place of its own. */
  readonly installWith: (script: string, env?: NodeJS.ProcessEnv) => Ran
  /** The installed command. */
  readonly command: (...args: string[]) => Ran
  readonly unit: (name: string) => string
  readonly now: () => string[]
}

export interface Installer {
  readonly checkout: string
  /** A directory of commands, the PATH of every home. */
  readonly commands: string
  /** The same without some, for tests that put others in their place. */
  readonly toolsWithout: (t: Test, hidden: readonly string[]) => string
  readonly freshHome: (t: Test, name?: string, more?: NodeJS.ProcessEnv) => Home
  /** Runs functions of install.sh alone. */
  readonly inInstaller: (script: string, env?: NodeJS.ProcessEnv) => Ran
  /** A change that gives the next version another name, undone with the test. */
  readonly newVersion: (t: Test) => void
}

/** A name of a home that shows what is not quoted. */
export const awkward = `it's a "home" $(x)`

/** Below a home. */
export const share = '.local/share/claude-session'
export const unitDirectory = '.local/share/systemd/user'

/** The real npm, past what stands in for it. */
export const realNpm = realpathSync(run('sh', ['-c', 'command -v npm'], process.env).out.trim())

/** The program's text, but `doctor` says what the environment asks for, or nothing, unless that is DOCTOR=real: the real one takes its time to look at the machine that the tests run on. */
const withDoctor = (program: string): string => `if (process.argv[2] === 'doctor' && process.env.DOCTOR !== 'real') {
  if (process.env.DOCTOR_SAYS) console.log(process.env.DOCTOR_SAYS)
  process.exit(Number(process.env.DOCTOR_CODE ?? 0))
}
${program}`

/** What the installer needs of this checkout, in a directory that may be changed. */
const builtCheckout = (t: Test): string => {
  const copy = scratch(t, 'check out')
  for (const entry of ['install.sh', 'package.json', 'package-lock.json', 'LICENSE', 'units', 'dist']) cpSync(join(repository, entry), join(copy, entry), { recursive: true })
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'))
  const program = join(copy, 'dist/claude-session.cjs')
  writeFileSync(program, withDoctor(readFileSync(program, 'utf8')))
  return copy
}

/** What stands in for commands that would tell of, or change, the machine; and for the build. */
const standIns = {
  systemctl: `
[ -z "\${SYSTEMCTL_LOG:-}" ] || echo "$*" >> "$SYSTEMCTL_LOG"
case "$*" in
  --version) echo "systemd \${FAKE_SYSTEMD:-252} (252.1)" ;;
  '--user daemon-reload') exit "\${RELOAD_CODE:-0}" ;;
  *) exit "\${MANAGER_CODE:-1}" ;;
esac`,
  getent: `echo "me:x:$(id -u):0::$HOME:\${LOGIN_SHELL:-/bin/bash}"`,
  npm: `[ "$1 $2" = 'run build' ] || exec '${realNpm}' "$@"`,
}

/** In: the test, which everything goes with. */
export const installer = (t: Test): Installer => {
  const checkout = builtCheckout(t)
  const toolsWithout = (t: Test, hidden: readonly string[]): string => {
    const directory = commandsWithout(t, [...Object.keys(standIns), 'loginctl', 'sudo', ...hidden])
    for (const [name, body] of Object.entries(standIns)) if (!hidden.includes(name)) standIn(directory, name, body)
    return directory
  }
  const commands = toolsWithout(t, [])
  const freshHome = (t: Test, name = awkward, more: NodeJS.ProcessEnv = {}): Home => {
    const home = scratch(t, name)
    const base = homeEnvironment(home, { PATH: commands, ...more })
    return {
      home,
      install: (args = ['--system-node'], env = {}) => run(join(checkout, 'install.sh'), args, { ...base, ...env }, '/'),
      installWith: (script, env = {}) => run('sh', ['-c', `. "$0"; ${script}; main --system-node`, join(checkout, 'install.sh')], { ...base, INSTALL_SH_FUNCTIONS_ONLY: '1', ...env }, '/'),
      command: (...args) => run(join(home, '.local/bin/claude-session'), args, base, '/'),
      unit: name => join(home, unitDirectory, name),
      now: () => tree(home),
    }
  }
  const inInstaller = (script: string, env: NodeJS.ProcessEnv = {}): Ran =>
    run('sh', ['-c', `. '${join(repository, 'install.sh')}'; ${script}`], { PATH: commands, HOME: '/nonexistent', INSTALL_SH_FUNCTIONS_ONLY: '1', ...env })
  const newVersion = (t: Test): void => {
    const file = join(checkout, 'LICENSE')
    const before = readFileSync(file)
    t.teardown(() => writeFileSync(file, before))
    appendFileSync(file, `\n${Math.random()}\n`)
  }
  return { checkout, commands, toolsWithout, freshHome, inInstaller, newVersion }
}
