import { shellWord } from '../text/shell-word.js'

/** One handler in Claude Code's settings.json: run by `sh -c`, killed after `timeout` seconds. */
export interface OwnHook {
  readonly type: 'command'
  readonly command: string
  readonly timeout: number
}

/** The events that are wired, each with its timeout in seconds. A SessionEnd without one would get 1.5 s, shared with all other hooks. */
export const ownHookTimeouts: Readonly<Record<string, number>> = { SessionStart: 20, PreCompact: 30, PostCompact: 10, SessionEnd: 10, Stop: 10, UserPromptSubmit: 10 }

/** A command line of ours, for sh. In: the absolute path of the command, whatever characters are in it; which of its commands. */
export const ownCommand = (path: string, word: 'hook' | 'statusline'): string => `${shellWord(path)} ${word}`

// One word of shell, quoted in any way, and one more. More than that (`cd x && …`) is somebody's own and not for us to take away.
const wordAndWord = /^((?:[^\s'"\\;&|<>()`]|'[^']*'|"(?:[^"\\]|\\[^])*"|\\[^])+)[ \t]+(hook|statusline)\s*$/

/** Whether a value of settings.json is `{"type": "command"}` with that command of ours, of this installation or another one. */
export const isOwnCommand = (value: unknown, wanted: 'hook' | 'statusline'): boolean => {
  if (typeof value !== 'object' || value === null) return false
  const { type, command } = value as Readonly<Record<string, unknown>>
  if (type !== 'command' || typeof command !== 'string') return false
  const [, path = '', word] = wordAndWord.exec(command) ?? []
  return word === wanted && path.replace(/'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])/g, '$1$2$3').endsWith('/claude-session')
}

/** Whether a value that stands where a handler does is a hook of ours. */
export const isOwnHook = (handler: unknown): boolean => isOwnCommand(handler, 'hook')
