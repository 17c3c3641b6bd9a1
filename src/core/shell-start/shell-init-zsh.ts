import { quoteWord } from '../text/quote-word.js'
import { shellInitClaude } from './shell-init-claude.js'

/** The start-up text for zsh. In: the absolute path of the command; its version. Out: source for the end of ~/.zshrc. */
export const shellInitZsh = (command: string, version: string): string => `# claude-session ${version} for zsh: in tmux it begins the session of this pane, outside of tmux it gives claude a pane.
# Made by: claude-session init zsh. It starts one process, in the background. CLAUDE_SESSION_DISABLE=1 turns it off.

if [[ -o interactive && -o aliases ]]; then
  # What is defined below is not to be made of somebody's aliases.
  typeset -g __claude_session_aliases=1
  builtin setopt no_aliases
fi
if [[ -o interactive && -z "\${CLAUDE_SESSION_DISABLE-}" && -z "\${CLAUDECODE-}" ]]; then
  typeset -g __claude_session_command=${quoteWord(command, 'zsh')}
  typeset -g __claude_session_root="\${CLAUDE_SESSION_HOME:-\${XDG_STATE_HOME:-\${HOME-}/.local/state}/claude-session}"
  typeset -g __claude_session_file=

  # Is this an ID?
  __claude_session_valid() {
    builtin emulate -L zsh
    builtin setopt no_multibyte
    [[ "$1" == [A-Za-z0-9]* && "$1" != *[^A-Za-z0-9_.-]* && "$1" != *..* && \${#1} -le 128 ]]
  }

  # At each prompt: the ID of the session that captures this pane, from a file that whoever begins a session there writes.
  __claude_session_prompt() {
    builtin emulate -L zsh
    local id=
    if [[ -O "$__claude_session_file" ]]; then
      { builtin read -r id <"$__claude_session_file"; } 2>/dev/null
      if [[ "$id" != "\${CLAUDE_SESSION_ID-}" ]] && __claude_session_valid "$id"; then builtin export CLAUDE_SESSION_ID="$id"; fi
    fi
    return 0
  }

  # Takes an ID that nobody has: the file is made by one shell alone, whoever else tries. The session that is begun takes it away.
  __claude_session_reserve() {
    builtin emulate -L zsh
    builtin setopt no_clobber
    if [[ -e "$__claude_session_root/sessions/$1" || -e "$__claude_session_root/history/$1" ]]; then return 1; fi
    { builtin print -n >"$__claude_session_root/sessions/.reserved.$1"; } 2>/dev/null || return 1
    [[ ! -e "$__claude_session_root/sessions/$1" && ! -e "$__claude_session_root/history/$1" ]]
  }

  # A new ID, in REPLY: the one that the last session of this project left, else one of this second. In: server process, pane number.
  __claude_session_make() {
    builtin emulate -L zsh
    builtin setopt no_multibyte null_glob
    local directory="\${PWD:A}" name project line= id= clock='%D{%s}' now n
    now="\${(%)clock}"
    # As the command does it: what is no letter, digit, _, . or - becomes a _, a character of several bytes too.
    name="\${directory##*/}"
    name="\${name:-root}"
    name="\${name//[$'\\x80'-$'\\xbf']/}"
    name="\${name//[^A-Za-z0-9_.-]/_}"
    while [[ "$name" == *..* ]]; do name="\${name/../_.}"; done
    name="\${name[1,96]}"
    directory="\${directory//\\\\/\\\\\\\\}"
    directory="\${directory//\\"/\\\\\\"}"
    # A second directory of the same name has four digits behind it.
    for project in "$__claude_session_root/projects/$name" "$__claude_session_root/projects/$name"-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]; do
      if [[ -f "$project/project.toml" ]] && { builtin read -r line <"$project/project.toml"; } 2>/dev/null && [[ "$line" == "path = \\"$directory\\"" ]]; then
        name="\${project##*/}"
        if [[ -f "$project/.session-management/.next_session_id" ]]; then { builtin read -r id <"$project/.session-management/.next_session_id"; } 2>/dev/null; fi
        break
      fi
    done
    if [[ -w "$__claude_session_root/sessions" ]]; then
      REPLY="$id"
      if __claude_session_valid "$id" && __claude_session_reserve "$id"; then return 0; fi
      for ((n = 0; n < 64; n++)); do
        REPLY="claude-$name-$((now + n))"
        if __claude_session_reserve "$REPLY"; then return 0; fi
      done
    fi
    # There is no place yet to reserve one in: then one that no other pane can make.
    REPLY="claude-\${name[1,80]}-$1.$2-$now"
  }

  __claude_session_begin() {
    builtin emulate -L zsh
    # A nice value would go on to what is begun.
    builtin setopt no_bg_nice
    local server="\${TMUX-}" pane="\${TMUX_PANE-}" process socket here= id= REPLY=
    server="\${server%,*}"
    process="\${server##*,}"
    socket="\${server%,*}"
    # With sudo or su these name somebody else's tmux.
    if [[ "$server" == ?*,?* && "$process" != *[^0-9]* && "$pane" == %[0-9]* && "\${pane#%}" != *[^0-9]* && -S "$socket" && -O "$socket" && -x "$__claude_session_command" ]]; then
      here="$server $pane"
      __claude_session_file="\${XDG_RUNTIME_DIR:+$XDG_RUNTIME_DIR/claude-session}"
      __claude_session_file="\${__claude_session_file:-$__claude_session_root/.runtime}/.panes/$process.\${pane#%}"
    fi
    if [[ -z "$here" || "\${CLAUDE_SESSION_PANE-}" != "$here" ]]; then
      # Inherited from another pane, perhaps by way of the tmux server.
      builtin unset CLAUDE_SESSION_ID CLAUDE_SESSION_PANE
      if [[ -z "$here" ]]; then return 0; fi
      # The pane's own shell is the server's child; another one may be in an editor, or in another multiplexer, that runs in the pane.
      if [[ "$PPID" != "$process" && ( -n "\${VIM-}\${NVIM-}\${INSIDE_EMACS-}\${STY-}\${ZELLIJ-}" || "\${TERM_PROGRAM-tmux}" != tmux ) ]]; then return 0; fi
      builtin export CLAUDE_SESSION_PANE="$here"
      if [[ -O "$__claude_session_file" ]]; then { builtin read -r id <"$__claude_session_file"; } 2>/dev/null; fi
      if __claude_session_valid "$id" && [[ -d "$__claude_session_root/sessions/$id" ]]; then
        builtin export CLAUDE_SESSION_ID="$id"
      else
        __claude_session_make "$process" "\${pane#%}"
        builtin export CLAUDE_SESSION_ID="$REPLY"
        "$__claude_session_command" start --by-shell "$__claude_session_command" --pane "$pane" --project . --id "$REPLY" </dev/null &>/dev/null &!
      fi
    fi
    # Claude's full screen leaves nothing in the scrollback.
    if [[ -z "\${CLAUDE_SESSION_FULLSCREEN-}" ]]; then builtin export CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN="\${CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN-1}"; fi
    typeset -ga precmd_functions
    if ((! \${precmd_functions[(Ie)__claude_session_prompt]})); then precmd_functions+=(__claude_session_prompt); fi
  }

  __claude_session_begin
  # An alias that adds something to claude goes on to the function.
  if [[ -z "\${TMUX-}" && -x "$__claude_session_command" && -O "\${HOME-}" && -z "\${VIM-}\${NVIM-}\${INSIDE_EMACS-}\${STY-}\${ZELLIJ-}\${ZED_TERM-}\${TERMINAL_EMULATOR-}" && "\${TERM_PROGRAM-}" != vscode ]] &&
    [[ "\${aliases[claude]-claude} " == 'claude '* ]] && ! builtin typeset -f claude >/dev/null && builtin whence -p claude >/dev/null; then
    typeset -g __claude_session_tmux=${quoteWord(shellInitClaude, 'zsh')}
    claude() {
      if [[ -t 0 && -t 1 && -z "\${TMUX-}" && -z "\${CLAUDE_SESSION_DISABLE-}" ]]; then
        command sh -c "$__claude_session_tmux" claude-session "$__claude_session_command" "$@"
      else
        command claude "$@"
      fi
    }
  fi
  builtin unset -f __claude_session_begin __claude_session_make __claude_session_reserve
fi
if [[ -n "\${__claude_session_aliases-}" ]]; then
  builtin unset __claude_session_aliases
  builtin setopt aliases
fi
`
