import type { CompletionOption, CompletionWords, Offer } from './completion-words.js'

const finders = { live: '_claude_session_ids sessions', all: '_claude_session_ids sessions history', projects: '_claude_session_ids projects', directories: '_files -/', files: '_files', nothing: ' ' }

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
/** Text inside of a specification of _arguments, where brackets and colons have a meaning. */
const plain = (text: string): string => text.replace(/[\\[\]:]/g, '\\$&')
const action = (offer: Offer): string => ('choices' in offer ? `(${offer.choices.join(' ')})` : finders[offer.found])

/** One specification a name; of two names each forbids the other. */
const specifications = ({ names, description, value }: CompletionOption): string[] =>
  names.map(name => {
    const [alone, takes] = [names.length > 1 ? `(${names.join(' ')})` : '', value === undefined ? '' : `:value:${action(value)}`]
    return quote(`${alone}${name}${value !== undefined && name.startsWith('--') ? '=' : ''}[${plain(description)}]${takes}`)
  })

/**
 * The completion for zsh, to be put as _claude-session where compinit looks, or to be sourced after compinit. Session IDs are read from the directories' names by the shell
 * itself: our command is not started. In: the words of the program. Out: the script.
 */
export const zshCompletion = ({ name, options, commands }: CompletionWords): string => `#compdef ${name}
# zsh completion for ${name}; printed by: ${name} completions zsh

# The names in directories of the tool's, below its root; only those that are IDs.
_claude_session_ids() {
  local root=\${CLAUDE_SESSION_HOME:-\${XDG_STATE_HOME:-$HOME/.local/state}/claude-session} directory id
  local -a ids
  for directory; do
    for id in $root/$directory/*(N/:t); do
      if [[ $id =~ '^[A-Za-z0-9][A-Za-z0-9_.-]*$' ]]; then ids+=($id); fi
    done
  done
  compadd -a ids
}

_claude_session() {
  local curcontext=$curcontext state line ret=1
  local -a commands
  _arguments -C ${options.flatMap(specifications).join(' ')} '1: :->command' '*:: :->words' && ret=0
  case $state in
    command)
      commands=(
${commands.map(command => `        ${quote(`${command.name}:${plain(command.description)}`)}`).join('\n')}
      )
      _describe -t commands command commands && ret=0
      ;;
    words)
      curcontext=\${curcontext%:*:*}:${name}-$words[1]:
      case $words[1] in
${commands
  .map(command => `        ${command.name}) _arguments ${[...command.options.flatMap(specifications), ...command.places.map((offer, place) => quote(`${place + 1}: :${action(offer)}`))].join(' ')} && ret=0 ;;`)
  .join('\n')}
      esac
      ;;
  esac
  return ret
}

# Called by compinit's own loading it runs; sourced it is made known.
if [[ $funcstack[1] = _${name} ]]; then
  _claude_session "$@"
elif (( $+functions[compdef] )); then
  compdef _claude_session ${name}
fi
`
