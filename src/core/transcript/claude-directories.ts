/** Where Claude Code keeps what it keeps, absolute. */
export interface ClaudeDirectories {
  /** Holds `sessions/` and `projects/`. */
  readonly config: string
  /** Directories that hold project folders, the most likely first. */
  readonly projects: readonly string[]
  /** The name that CLAUDE_CODE_PROJECT_DIR_NAME gives the project's folder, '' for none. */
  readonly folder: string
}

const absolute = (path: string | undefined): string => (path?.startsWith('/') === true && !path.includes('\0') ? path.replace(/\/+$/, '') || '/' : '')

/**
 * The environment of a Claude Code to its directories: `${CLAUDE_CONFIG_DIR:-~/.claude}`, and `~/.config/claude/projects` of old. Out: undefined
 * when neither variable names an absolute path (a relative one counts from where Claude was started, which nobody here knows).
 */
export const claudeDirectories = (env: Readonly<Record<string, string | undefined>>): ClaudeDirectories | undefined => {
  const home = absolute(env.HOME)
  const config = absolute(env.CLAUDE_CONFIG_DIR) || (home === '' ? '' : `${home}/.claude`)
  if (config === '') return undefined
  const name = env.CLAUDE_CODE_PROJECT_DIR_NAME ?? ''
  return {
    config,
    projects: [`${config}/projects`, ...(home === '' ? [] : [`${home}/.config/claude/projects`])],
    folder: /[/\0]|^\.{0,2}$/.test(name) ? '' : name,
  }
}
