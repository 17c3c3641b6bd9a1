import { lstatSync, readlinkSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { InstallationFacts } from '../../core/checks/installation.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { listNames } from '../files/list-names.js'
import { pathExists } from '../files/path-exists.js'
import { readSmallFile } from '../files/read-small-file.js'
import { realPath } from '../files/real-path.js'

type Env = Readonly<Record<string, string | undefined>>

const mostUnit = 65_536

/** Where the link of the command leads, as install.sh makes it. */
const ownLink = '../share/claude-session/current/bin/claude-session'

const stateOf = (command: string): InstallationFacts['state'] => {
  try {
    if (!lstatSync(command).isSymbolicLink() || readlinkSync(command) !== ownLink) return 'foreign'
    return realPath(command) !== undefined && statSync(command).isFile() && (statSync(command).mode & 0o100) !== 0 ? 'runs' : 'dangling'
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return 'missing'
    throw ioError('Looking at', command, error)
  }
}

/** The unit files in a directory, those of drop-ins with their directory. */
const unitNames = (directory: string): string[] =>
  listNames(directory)
    .filter(name => name.startsWith('claude-session'))
    .flatMap(name => (name.endsWith('.d') ? listNames(`${directory}/${name}`).map(below => `${name}/${below}`) : [name]))
    .filter(name => /\.(?:service|timer|target|socket|path|slice|conf)$/.test(name))

const compareUnits = (own: string, installed: string, before: string): InstallationFacts['units'] => {
  const names = unitNames(own)
  if (names.length === 0) return undefined
  const missing = names.filter(name => !pathExists(`${installed}/${name}`))
  const found = names.filter(name => !missing.includes(name))
  return {
    directory: installed,
    found: found.length,
    missing,
    different: found.filter(name => readSmallFile(`${installed}/${name}`, mostUnit) !== readSmallFile(`${own}/${name}`, mostUnit)),
    shadowed: names.filter(name => !name.includes('/') && pathExists(`${before}/${name}`)).map(name => `${before}/${name}`),
  }
}

/** What of the tool is installed. In: the environment; the home directory; the script that runs, '' when that is not known; its version. Throws IoError (74). */
export const probeInstallation = (env: Env, home: string, script: string, version: string): InstallationFacts => {
  const command = `${home}/.local/bin/claude-session`
  const place = realPath(command)
  // versions/<version>-<hash>/bin/claude-session
  const installed = /\/versions\/([^/]+)-[^/-]+\/bin\/claude-session$/.exec(place ?? '')?.[1]
  const own = realPath(script)
  const units = own === undefined ? undefined : compareUnits(`${dirname(dirname(own))}/units`, `${home}/.local/share/systemd/user`, `${env.XDG_CONFIG_HOME || `${home}/.config`}/systemd/user`)
  return {
    command,
    state: stateOf(command),
    installed,
    version,
    inPath: (env.PATH ?? '').split(':').some(directory => directory.replace(/\/+$/, '') === dirname(command)),
    ...(units === undefined ? {} : { units }),
  }
}
