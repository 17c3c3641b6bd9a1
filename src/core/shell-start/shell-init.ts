import type { Shell } from '../text/quote-word.js'
import { shellInitBash } from './shell-init-bash.js'
import { shellInitFish } from './shell-init-fish.js'
import { shellInitZsh } from './shell-init-zsh.js'

const texts = { bash: shellInitBash, zsh: shellInitZsh, fish: shellInitFish }

/**
 * What a shell is to run at the end of its start-up file. In: which shell; the absolute path of the command; its version. Out: source of that shell, which finds the
 * state's directory when it runs.
 */
export const shellInit = (shell: Shell, command: string, version: string): string => texts[shell](command, version)
