import { ConfigError } from '../errors.js'
import type { SessionId } from './session/session-id.js'

/** The environment variables that decide where things are. */
export type PathEnvironment = Readonly<Record<string, string | undefined>>

/** Every directory of the tool, absolute. */
export interface Paths {
  /** `$CLAUDE_SESSION_HOME`, else `${XDG_STATE_HOME:-~/.local/state}/claude-session`. */
  readonly root: string
  readonly sessions: string
  readonly history: string
  readonly projects: string
  /** `$XDG_RUNTIME_DIR/claude-session`, or below `root` where there is none: small things that any tick rebuilds. */
  readonly runtime: string
  readonly userSettings: string
}

const absolute = (name: string, value: string | undefined): string | undefined => {
  if (value === undefined || value === '') return undefined
  if (value.startsWith('/') && !value.includes('\0')) return value.replace(/\/+$/, '') || '/'
  throw new ConfigError(`${name} is ${JSON.stringify(value)}, which is not an absolute path`, `Set ${name} to a path that begins with '/', or unset it`)
}

/** Where things are. In: the environment. Out: absolute paths. Throws ConfigError (78) when HOME and its substitutes are missing or relative. */
export const resolvePaths = (env: PathEnvironment): Paths => {
  const home = absolute('HOME', env.HOME)
  const needHome = (): string => {
    if (home !== undefined) return home
    throw new ConfigError('HOME is not set, so there is no place to keep sessions', 'Set HOME or CLAUDE_SESSION_HOME')
  }
  const state = (): string => absolute('XDG_STATE_HOME', env.XDG_STATE_HOME) ?? `${needHome()}/.local/state`
  const root = absolute('CLAUDE_SESSION_HOME', env.CLAUDE_SESSION_HOME) ?? `${state()}/claude-session`
  const runtime = absolute('XDG_RUNTIME_DIR', env.XDG_RUNTIME_DIR)
  const config = absolute('XDG_CONFIG_HOME', env.XDG_CONFIG_HOME) ?? (home === undefined ? root : `${home}/.config`)
  return {
    root,
    sessions: `${root}/sessions`,
    history: `${root}/history`,
    projects: `${root}/projects`,
    runtime: runtime === undefined ? `${root}/.runtime` : `${runtime}/claude-session`,
    userSettings: `${config}/claude-session/config.toml`,
  }
}

/** The directory of a live session. */
export const sessionDirectory = (paths: Paths, id: SessionId): string => `${paths.sessions}/${id}`

/** The directory of a session that has ended. */
export const historyDirectory = (paths: Paths, id: SessionId): string => `${paths.history}/${id}`

/** The git worktree of a session, where it has one; it stays at this place when the session rolls over or ends. */
export const worktreeDirectory = (paths: Paths, id: SessionId): string => `${paths.root}/worktrees/${id}`
