import { join } from 'node:path'
import { shellInit } from '../core/shell-start/shell-init.js'
import type { Shell } from '../core/text/quote-word.js'
import { ConfigError, UsageError } from '../errors.js'
import { version } from '../version.js'
import type { Environment } from './environment.js'

/** `init bash|zsh|fish`. In: the shell; the absolute path of the command it is to call, default ~/.local/bin/claude-session. Out: source of that shell. Throws ConfigError (78) without HOME, UsageError (64). */
export const init = ({ env }: Environment, shell: Shell, command?: string): string => {
  if (command === undefined && !env.HOME?.startsWith('/')) throw new ConfigError('HOME is not set to a full path', 'The shell calls ~/.local/bin/claude-session')
  const path = command ?? join(env.HOME ?? '', '.local/bin/claude-session')
  // Newline: a hook of tmux, too, has to name it.
  if (!/^\/[^\n\0]*$/.test(path)) throw new UsageError(`--command ${JSON.stringify(path)} is not an absolute path`)
  return shellInit(shell, path, version)
}
