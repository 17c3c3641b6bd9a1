import type { CompletionOption, CompletionWords, Offer } from './completion-words.js'

const finders = {
  live: '(__claude_session_ids sessions)',
  all: '(__claude_session_ids sessions history)',
  projects: '(__claude_session_ids projects)',
  directories: '(__fish_complete_directories)',
  files: '(__fish_complete_path)',
  nothing: '',
}

const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`
const answer = (offer: Offer): string => ('choices' in offer ? offer.choices.join(' ') : finders[offer.found])

const flags = ({ names, description, value }: CompletionOption): string =>
  [
    ...names.map(name => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)),
    ...(value === undefined ? [] : ['-x', ...(answer(value) === '' ? [] : [`-a ${quote(answer(value))}`])]),
    `-d ${quote(description)}`,
  ].join(' ')

/**
 * The completion for fish 3.1 or newer, to be sourced or put where fish looks. Session IDs are read from the directories' names by the shell itself: our command is not
 * started. In: the words of the program. Out: the script.
 */
export const fishCompletion = ({ name, options, commands }: CompletionWords): string => {
  const valued = commands.flatMap(command => command.options.flatMap(option => (option.value === undefined ? [] : option.names.map(each => `'${command.name}:${each}'`))))
  return `# fish completion for ${name}; printed by: ${name} completions fish

# The names in directories of the tool's, below its root; only those that are IDs.
function __claude_session_ids
    set -l root "$CLAUDE_SESSION_HOME"
    if test -z "$root"
        set -l state "$XDG_STATE_HOME"
        test -n "$state"; or set state "$HOME/.local/state"
        set root "$state/claude-session"
    end
    for directory in $argv
        for path in $root/$directory/*/
            string match --regex --entire '^[A-Za-z0-9][A-Za-z0-9_.-]*$' (string replace --regex '.*/' '' (string trim --right --chars / $path))
        end
    end
end

# Whether the word that is typed belongs to this command and, when a number is given, is that argument of it, counted from 0.
function __claude_session_at
    set -l command ''
    set -l place 0
    set -l value no
    set -l before (commandline -opc)
    for word in $before[2..]
        if test $value = yes
            set value no
            continue
        end
        switch "$command:$word"
            case ${valued.join(' ')}
                set value yes
            case '*:-*'
            case ':*'
                set command $word
            case '*'
                set place (math $place + 1)
        end
    end
    test "$command" = "$argv[1]"; or return 1
    set -q argv[2]; or return 0
    test $value = no -a $place = $argv[2]
end

complete -c ${name} -f
${options.map(option => `complete -c ${name} -n "__claude_session_at ''" ${flags(option)}`).join('\n')}
${commands
  .map(command =>
    [
      `complete -c ${name} -n "__claude_session_at '' 0" -a ${command.name} -d ${quote(command.description)}`,
      ...command.places.flatMap((offer, place) => (answer(offer) === '' ? [] : [`complete -c ${name} -n "__claude_session_at ${command.name} ${place}" -a ${quote(answer(offer))}`])),
      ...command.options.map(option => `complete -c ${name} -n "__claude_session_at ${command.name}" ${flags(option)}`),
    ].join('\n'),
  )
  .join('\n')}
`
}
