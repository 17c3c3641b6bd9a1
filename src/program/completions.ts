import type { Command } from 'commander'
import { bashCompletion } from './bash-completion.js'
import { completionWords, type CompletionWords } from './completion-words.js'
import { fishCompletion } from './fish-completion.js'
import { zshCompletion } from './zsh-completion.js'

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } satisfies Record<string, (words: CompletionWords) => string>

/** The shells that there is a completion for. */
export const completionShells = Object.keys(scripts) as readonly (keyof typeof scripts)[]

/** A completion script, made from the definitions that `--help` is made from. In: the program, as `program` makes it; the shell. Out: the script, with a line's end. */
export const completions = (cli: Command, shell: keyof typeof scripts): string => scripts[shell](completionWords(cli))
