import { shellWord } from '../text/shell-word.js'
import { finding, type Finding } from './finding.js'

type Env = Readonly<Record<string, string | undefined>>

const trimmed = (path: string): string => path.replace(/\/+$/, '')

/** Where sessions and settings are, and by which variables. */
const places = (env: Env, home: string) => [
  { what: 'sessions', path: trimmed(env.CLAUDE_SESSION_HOME || `${env.XDG_STATE_HOME || `${home}/.local/state`}/claude-session`), names: ['CLAUDE_SESSION_HOME', 'XDG_STATE_HOME'] },
  { what: 'settings', path: `${trimmed(env.XDG_CONFIG_HOME || `${home}/.config`)}/claude-session`, names: ['XDG_CONFIG_HOME'] },
]

/**
 * Whether the units look where a shell looks: they have the user manager's environment and their own file, and read no start-up file of a shell. In: this environment; theirs, of which what concerns
 * nobody here may lack; the home directory. Out: a warning for each place that they do not share.
 */
export const judgeUnitEnvironment = (env: Env, manager: Env, home: string): Finding[] => {
  const theirs = places(manager, home)
  return places(env, home).flatMap(({ what, path, names }, at) => {
    const other = theirs[at]?.path ?? path
    if (other === path) return []
    const differing = names.filter(name => (env[name] ?? '') !== (manager[name] ?? ''))
    const [set, unset] = [differing.filter(name => env[name]), differing.filter(name => !env[name])]
    const advice = [
      ...(set.length === 0 ? [] : [`put into ~/.config/claude-session/env, which the units read when they start: ${set.map(name => `${name}=${shellWord(env[name] ?? '')}`).join(' and ')}`]),
      ...(unset.length === 0 ? [] : [`${set.length === 0 ? '' : 'and '}set ${unset.join(' and ')} here too, or take it from the user manager (systemctl --user unset-environment) and from ~/.config/claude-session/env`]),
    ]
    return [finding('unit-environment', 'warning', `the units have their ${what} in ${other}, and this shell in ${path}; they have another ${differing.join(' and ')}`, advice.join('; '))]
  })
}
