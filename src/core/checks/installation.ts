import { atLeast } from './at-least.js'
import { finding, type Finding } from './finding.js'

/** What of the tool is installed. */
export interface InstallationFacts {
  /** ~/.local/bin/claude-session, which units and hooks call. */
  readonly command: string
  readonly state: 'runs' | 'missing' | 'dangling' | 'foreign'
  /** The version behind it; undefined: not told by where it leads. */
  readonly installed: string | undefined
  /** The version of this program. */
  readonly version: string
  readonly inPath: boolean
  /** The unit files of this version against those that are installed; undefined: this program has none beside it. */
  readonly units?: {
    readonly directory: string
    readonly missing: readonly string[]
    readonly different: readonly string[]
    /** Installed elsewhere, where systemd looks first. */
    readonly shadowed: readonly string[]
    readonly found: number
  }
}

/** The first systemd that knows what stands in the units' own drop-in; an older one is not given it. */
const dropInSince = [254, 0] as const

const install = 'run ./install.sh in a checkout of this version'

const some = (names: readonly string[]): string => `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`

const judgeCommand = ({ command, state, installed, version, units }: InstallationFacts): Finding => {
  const wanted = (units?.found ?? 0) > 0
  if (state === 'missing') {
    return wanted
      ? finding('command', 'problem', `${command} is not there, and the installed units call it`, install)
      : finding('command', 'notice', `${command} is not there: the tool is not installed`, install)
  }
  if (state === 'dangling') return finding('command', 'problem', `${command} leads to nothing that can be run`, install)
  if (state === 'foreign') return finding('command', 'warning', `${command} is not the link that install.sh makes`, install)
  if (installed !== undefined && installed !== version) return finding('command', 'warning', `${command} is version ${installed}, and this is ${version}`, install)
  return finding('command', 'ok', `${command} is version ${installed ?? version}`)
}

const judgeUnits = ({ directory, missing, different, shadowed, found }: NonNullable<InstallationFacts['units']>, systemd: string, wanted: boolean): Finding => {
  const absent = missing.filter(name => !name.includes('/') || atLeast(systemd, dropInSince) === true)
  if (found === 0) return finding('units', wanted ? 'warning' : 'notice', `the units are not installed in ${directory}`, install)
  if (absent.length > 0) return finding('units', 'warning', `units of this version are not in ${directory}: ${some(absent)}`, install)
  if (different.length > 0) return finding('units', 'warning', `units in ${directory} are not this version's: ${some(different)}`, `${install}; own changes belong into drop-ins (systemctl --user edit)`)
  if (shadowed.length > 0) return finding('units', 'notice', `these come before the installed units: ${some(shadowed)}`, 'remove them when they are not meant')
  return finding('units', 'ok', `${found} unit files in ${directory} are this version's`)
}

/** The command, the units and the way to the command. In: the facts; systemd's version, '' when there is none. */
export const judgeInstallation = (facts: InstallationFacts, systemd: string): Finding[] => [
  judgeCommand(facts),
  ...(facts.units === undefined ? [] : [judgeUnits(facts.units, systemd, facts.state !== 'missing')]),
  ...(facts.inPath || facts.state === 'missing'
    ? []
    : [finding('path', 'notice', 'the directory of the command, ~/.local/bin, is not in PATH', 'put this into the start-up file of your shell: export PATH="$HOME/.local/bin:$PATH" (fish: fish_add_path ~/.local/bin)')]),
]
