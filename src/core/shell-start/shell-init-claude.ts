import { ownHistoryFormat } from '../tmux/parse-server-options.js'

/**
 * What the `claude` function does outside of tmux, for any shell: `sh -c TEXT claude-session COMMAND [ARGUMENT...]`, with the arguments that were typed behind `claude`. It may start
 * processes: somebody has just asked for one. What a crash leaves: a file of ours, 0600, with the environment, which the pane removes as soon as it has read it; a session whose window sleeps for a minute
 * and then closes.
 *
 * Nothing that was typed becomes part of a tmux format or of shell source: it stays in the arguments of a program that tmux starts without a shell. The
 * environment goes by that file and never by arguments, which everybody can read (tmux itself hands on what update-environment names, and a server keeps its first client's).
 */
export const shellInitClaude = `own=$1
shift
command -v tmux >/dev/null || exec claude "$@"

# What prints and leaves needs no pane.
case \${1-} in
agents | attach | auth | auto-mode | config | doctor | install | logs | mcp | migrate-installer | plugin | plugins | remote-control | setup-token | update | upgrade) exec claude "$@" ;;
esac
typed=0
for word do
  if [ "$word" = -- ]; then break; fi
  case $word in
  --print | --version | --help | --bg | --background | --tmux | --print=* | --output-format | --output-format=* | --input-format | --input-format=*) exec claude "$@" ;;
  --*) ;;
  -*[phv]*) exec claude "$@" ;;
  esac
done
for word do typed=$((typed + \${#word} + 1)); done
# tmux takes 16 KB of arguments, and a character can be 4 bytes.
if [ "$typed" -gt 3500 ]; then
  echo "claude-session: this is too long to be handed to tmux, so claude runs outside of it and nothing is captured" >&2
  exec claude "$@"
fi

if [ -z "\${CLAUDE_SESSION_FULLSCREEN-}" ]; then
  export CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN="\${CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN-1}"
fi
unset CLAUDECODE CLAUDE_CODE_CHILD_SESSION CLAUDE_SESSION_ID CLAUDE_SESSION_PANE TMUX TMUX_PANE
outside() {
  echo "claude-session: $1, so claude runs outside of tmux and nothing is captured" >&2
  shift
  exec claude "$@"
}
variables=$(mktemp "\${XDG_RUNTIME_DIR:-\${TMPDIR:-/tmp}}/claude-session-XXXXXX") || outside "no temporary file can be made" "$@"
# TERM is the pane's affair.
(unset TERM TERM_PROGRAM TERM_PROGRAM_VERSION COLORTERM && export -p) >"$variables"
in_tmux() {
  # tmux takes a semicolon at the end of an argument for the end of a command.
  count=$#
  while [ "$count" -gt 0 ]; do
    word=$1
    shift
    case $word in
    *";") word="\${word%;}\\\\;" ;;
    esac
    set -- "$@" "$word"
    count=$((count - 1))
  done
  # The history of a window is as long as the option said when it was made, so the first one only holds the session open until that is set.
  # All in one call, attached from the beginning and by no name: there are servers that end what nobody is attached to (destroy-unattached,
  # exit-unattached), rename what begins (a hook), keep what has ended on the screen (remain-on-exit) or show another session then
  # (detach-on-destroy off).
  # In the pane: the session is begun in the background, and claude takes the place of this sh, so that the pane ends with it. The
  # environment of the server may say that it was started by Claude Code.
  tmux new-session -s "claude-$$" sleep 60 ";" \\
    set-option -F history-limit "${ownHistoryFormat}" ";" \\
    set-option detach-on-destroy on ";" \\
    new-window -k -t ":^" sh -c '
unset CLAUDECODE CLAUDE_CODE_CHILD_SESSION CLAUDE_SESSION_ID CLAUDE_SESSION_PANE
. "$2"
rm -f "$2"
("$1" start --by-shell "$1" --project . </dev/null >/dev/null 2>&1 &)
shift 2
exec claude "$@"' claude-session "$own" "$variables" "$@" ";" \\
    set-option -w remain-on-exit off
}
in_tmux "$@"
code=$?
# The pane has taken it, if there was one: a terminal that tmux does not know has none, nor has a server that cannot start.
if [ -f "$variables" ]; then
  rm -f "$variables"
  outside "tmux did not begin a session (its own words are above)" "$@"
fi
exit "$code"
`
