import type { CompletionCommand, CompletionOption, CompletionWords, Offer } from './completion-words.js'

const finders = { live: '_claude_session_ids sessions', all: '_claude_session_ids sessions history', projects: '_claude_session_ids projects', directories: '_claude_session_paths -d', files: '_claude_session_paths -f', nothing: '' }

const answer = (offer: Offer): string => ('choices' in offer ? `words='${offer.choices.join(' ')}'` : finders[offer.found])
/** An arm of a `case`; none for no pattern, or nothing to do. */
const arm = (patterns: readonly string[], code: string): string[] => (patterns.length === 0 || code === '' ? [] : [`      ${patterns.join(' | ')}) ${code} ;;`])
const names = (options: readonly CompletionOption[]): string[] => options.flatMap(option => option.names)
const valued = ({ name, options }: CompletionCommand): string[] => names(options.filter(option => option.value !== undefined)).map(option => `${name}:${option}`)

/**
 * The completion for bash 4.2 or newer, to be sourced or put where bash-completion looks. Session IDs are read from the directories' names by the shell itself: our
 * command is not started. In: the words of the program. Out: the script.
 */
export const bashCompletion = ({ name, options, commands }: CompletionWords): string => `# bash completion for ${name}; printed by: ${name} completions bash
# shellcheck shell=bash

# The names in directories of the tool's, below its root, that begin like the word. A name that is no ID could be a command substitution, and would go to the command line as it is.
_claude_session_ids() {
  local root=\${CLAUDE_SESSION_HOME:-\${XDG_STATE_HOME:-$HOME/.local/state}/claude-session} directory path id
  for directory; do
    while read -r path; do
      id=\${path##*/}
      if [[ $id =~ ^[A-Za-z0-9][A-Za-z0-9_.-]*$ ]]; then COMPREPLY+=("$id"); fi
    done < <(
      shopt -u failglob
      shopt -s nullglob
      for path in "$root/$directory/$word"*/; do printf '%s\\n' "\${path%/}"; done
    )
  done
}

_claude_session_paths() {
  compopt -o filenames
  mapfile -t COMPREPLY < <(compgen "$1" -- "$word")
}

_claude_session() {
  local word=\${COMP_WORDS[COMP_CWORD]} before='' command='' option='' place=0 words=''
  COMPREPLY=()
  # What stands before the word: the command, how many arguments, and an option that waits for its value. bash cuts --option=value in three.
  for before in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [[ $before = '=' ]]; then continue; fi
    if [[ $option ]]; then option=''; continue; fi
    case $command:$before in
${arm(commands.flatMap(valued), 'option=$before').join('\n')}
      *:-*) ;;
      :*) command=$before ;;
      *) place=$((place + 1)) ;;
    esac
  done
  if [[ $word = '=' ]]; then word=''; fi

  if [[ $option ]]; then
    case $command:$option in
${commands.flatMap(command => command.options.flatMap(option => (option.value === undefined ? [] : arm(option.names.map(each => `${command.name}:${each}`), answer(option.value))))).join('\n')}
    esac
  elif [[ $word = -* ]]; then
    case $command in
      '') words='${names(options).join(' ')}' ;;
${commands.flatMap(command => arm([command.name], `words='${names(command.options).join(' ')}'`)).join('\n')}
    esac
  else
    case $command:$place in
      :0) words='${commands.map(command => command.name).join(' ')}' ;;
${commands.flatMap(command => command.places.flatMap((offer, place) => arm([`${command.name}:${place}`], answer(offer)))).join('\n')}
    esac
  fi
  if [[ $words ]]; then mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word"); fi
}

complete -F _claude_session ${name}
`
