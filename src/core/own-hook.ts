/** One handler in Claude Code's settings.json: run by `sh -c`, killed after `timeout` seconds. */
export interface OwnHook {
  readonly type: 'command'
  readonly command: string
  readonly timeout: number
}

/** The events that are wired, each with its timeout in seconds. A SessionEnd without one would get 1.5 s, shared with all other hooks. */
export const ownHookTimeouts: Readonly<Record<string, number>> = { SessionStart: 20, PreCompact: 30, PostCompact: 10, SessionEnd: 10, Stop: 10, UserPromptSubmit: 10 }

/** The command line of the hook. In: the absolute path of the command, whatever characters are in it. */
export const ownHookCommand = (path: string): string => `${/^[\w/.+,@%:=-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`} hook`

// One word of shell, quoted in any way, and `hook`. More than that (`cd x && …`) is somebody's own and not for us to take away.
const wordAndHook = /^((?:[^\s'"\\;&|<>()`]|'[^']*'|"(?:[^"\\]|\\[^])*"|\\[^])+)[ \t]+hook\s*$/

/** Whether a value that stands where a handler does is a hook of ours, of this installation or another one. */
export const isOwnHook = (handler: unknown): boolean => {
  if (typeof handler !== 'object' || handler === null) return false
  const { type, command } = handler as Readonly<Record<string, unknown>>
  if (type !== 'command' || typeof command !== 'string') return false
  const word = wordAndHook.exec(command)?.[1] ?? ''
  return word.replace(/'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])/g, '$1$2$3').endsWith('/claude-session')
}
