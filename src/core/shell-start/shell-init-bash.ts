import { quoteWord } from '../text/quote-word.js'
import { shellInitClaude } from './shell-init-claude.js'

/** The start-up text for bash 4.2 and newer; an older one does nothing. In: the absolute path of the command; its version. Out: source for the end of ~/.bashrc. */
export const shellInitBash = (command: string, version: string): string => `# claude-session ${version} for bash: in tmux it begins the session of this pane, outside of tmux it gives claude a pane.
# Made by: claude-session init bash. It starts one process, in the background. CLAUDE_SESSION_DISABLE=1 turns it off.
# shellcheck shell=bash

if [[ $- == *i* ]] && shopt -q expand_aliases; then
  # What is defined below is not to be made of somebody's aliases.
  __claude_session_aliases=1
  shopt -u expand_aliases
fi
if [[ $- == *i* && -z \${CLAUDE_SESSION_DISABLE-} && -z \${CLAUDECODE-} ]] && ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 402)); then
  __claude_session_command=${quoteWord(command, 'bash')}
  __claude_session_root=\${CLAUDE_SESSION_HOME:-\${XDG_STATE_HOME:-\${HOME-}/.local/state}/claude-session}

  # Is this an ID? Where LC_ALL names a locale that is not there, bash complains again of it when a function has had another.
  __claude_session_valid() {
    local LC_ALL=C
    [[ $1 == [A-Za-z0-9]* && $1 != *[!A-Za-z0-9_.-]* && $1 != *..* && \${#1} -le 128 ]]
  }

  # At each prompt: the ID of the session that captures this pane, from a file that whoever begins a session there writes.
  __claude_session_prompt() {
    local id=
    if [[ -O \${__claude_session_file-} ]]; then
      { builtin read -r id <"$__claude_session_file"; } 2>/dev/null
      if [[ $id != "\${CLAUDE_SESSION_ID-}" ]] && __claude_session_valid "$id" 2>/dev/null; then export CLAUDE_SESSION_ID="$id"; fi
    fi
    return 0
  }

  # Takes an ID that nobody has: the file is made by one shell alone, whoever else tries. The session that is begun takes it away.
  __claude_session_reserve() {
    local clobber=1 taken
    if [[ -e $__claude_session_root/sessions/$1 || -e $__claude_session_root/history/$1 ]]; then return 1; fi
    if [[ $- == *C* ]]; then clobber=; fi
    set -C
    { builtin printf '' >"$__claude_session_root/sessions/.reserved.$1"; } 2>/dev/null
    taken=$?
    if [[ $clobber ]]; then set +C; fi
    [[ $taken == 0 && ! -e $__claude_session_root/sessions/$1 && ! -e $__claude_session_root/history/$1 ]]
  }

  # A new ID, in __claude_session_new: the one that the last session of this project left, else one of this second. In: server process, pane number.
  __claude_session_make() {
    local LC_ALL=C IFS=$' \\t\\n' logical=\${PWD-} before=\${OLDPWD-} directory name project line='' id='' now bs="\\\\" quote='"' glob='' n
    # The directory without links in its path, and everything as it was.
    directory=$logical
    if builtin cd -P . 2>/dev/null; then
      directory=$PWD
      builtin cd -L -- "$logical" 2>/dev/null || builtin true
      if [[ $before ]]; then OLDPWD=$before; else builtin unset -v OLDPWD; fi
    fi
    # As the command does it: what is no letter, digit, _, . or - becomes a _, a character of several bytes too.
    name=\${directory##*/}
    name=\${name:-root}
    name=\${name//[$'\\x80'-$'\\xbf']/}
    name=\${name//[!A-Za-z0-9_.-]/_}
    while [[ $name == *..* ]]; do name=\${name/../_.}; done
    name=\${name:0:96}
    directory=\${directory//"$bs"/"$bs$bs"}
    directory=\${directory//"$quote"/"$bs$quote"}
    if shopt -q failglob; then
      glob=1
      shopt -u failglob
    fi
    # A second directory of the same name has four digits behind it.
    for project in "$__claude_session_root/projects/$name" "$__claude_session_root/projects/$name"-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]; do
      if [[ -f $project/project.toml ]] && { builtin read -r line <"$project/project.toml"; } 2>/dev/null && [[ $line == "path = \\"$directory\\"" ]]; then
        name=\${project##*/}
        if [[ -f $project/.session-management/.next_session_id ]]; then { builtin read -r id <"$project/.session-management/.next_session_id"; } 2>/dev/null; fi
        break
      fi
    done
    if [[ $glob ]]; then shopt -s failglob; fi
    builtin printf -v now '%(%s)T' -1
    if [[ -w $__claude_session_root/sessions ]]; then
      if __claude_session_valid "$id" 2>/dev/null && __claude_session_reserve "$id"; then
        __claude_session_new=$id
        return 0
      fi
      for ((n = 0; n < 64; n++)); do
        if __claude_session_reserve "claude-$name-$((now + n))"; then
          __claude_session_new=claude-$name-$((now + n))
          return 0
        fi
      done
    fi
    # There is no place yet to reserve one in: then one that no other pane can make.
    __claude_session_new=claude-\${name:0:80}-$1.$2-$now
  }

  __claude_session_begin() {
    local server=\${TMUX-} pane=\${TMUX_PANE-} pid socket here='' id=''
    server=\${server%,*} pid=\${server##*,} socket=\${server%,*}
    # With sudo or su these name somebody else's tmux.
    if [[ $server == ?*,?* && $pid != *[!0-9]* && $pane == %[0-9]* && \${pane#%} != *[!0-9]* && -S $socket && -O $socket ]]; then here="$server $pane"; fi
    if [[ -n $here && -x $__claude_session_command ]]; then
      __claude_session_file=\${XDG_RUNTIME_DIR:+$XDG_RUNTIME_DIR/claude-session}
      __claude_session_file=\${__claude_session_file:-$__claude_session_root/.runtime}/.panes/$pid.\${pane#%}
    else
      here=
    fi
    if [[ -z $here || \${CLAUDE_SESSION_PANE-} != "$here" ]]; then
      # Inherited from another pane, perhaps by way of the tmux server.
      builtin unset -v CLAUDE_SESSION_ID CLAUDE_SESSION_PANE
      if [[ -z $here ]]; then return 0; fi
      # The pane's own shell is the server's child; another one may be in an editor, or in another multiplexer, that runs in the pane.
      if [[ $PPID != "$pid" && (-n \${VIM-}\${NVIM-}\${INSIDE_EMACS-}\${STY-}\${ZELLIJ-} || \${TERM_PROGRAM-tmux} != tmux) ]]; then return 0; fi
      export CLAUDE_SESSION_PANE="$here"
      if [[ -O $__claude_session_file ]]; then { builtin read -r id <"$__claude_session_file"; } 2>/dev/null; fi
      if __claude_session_valid "$id" 2>/dev/null && [[ -d $__claude_session_root/sessions/$id ]]; then
        export CLAUDE_SESSION_ID="$id"
      else
        __claude_session_make "$pid" "\${pane#%}" 2>/dev/null
        export CLAUDE_SESSION_ID="$__claude_session_new"
        { "$__claude_session_command" start --by-shell "$__claude_session_command" --pane "$pane" --project . --id "$__claude_session_new" </dev/null >/dev/null 2>&1 & } 2>/dev/null
        builtin disown "$!"
      fi
    fi
    # Claude's full screen leaves nothing in the scrollback.
    if [[ -z \${CLAUDE_SESSION_FULLSCREEN-} ]]; then export CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN="\${CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN-1}"; fi
    # Not the function's name: a shell that inherits PROMPT_COMMAND and has no such function then does nothing.
    __claude_session_at_prompt=__claude_session_prompt
    if [[ -n \${bash_preexec_imported-}\${__bp_imported-} ]]; then
      # bash-preexec takes what stands in PROMPT_COMMAND when it begins for a command that somebody typed.
      if [[ " \${precmd_functions[*]-} " != *' __claude_session_prompt '* ]]; then precmd_functions+=(__claude_session_prompt); fi
    # Of a list (bash 5.1) this is the first item.
    elif [[ "\${PROMPT_COMMAND[*]-}" != *__claude_session_at_prompt* ]]; then
      # shellcheck disable=SC2016,SC2128,SC2178 # expanded at each prompt
      PROMPT_COMMAND=\${PROMPT_COMMAND:+$PROMPT_COMMAND$'\\n'}'\${__claude_session_at_prompt:-:}'
    fi
  }

  __claude_session_begin
  # An alias that adds something to claude goes on to the function.
  if [[ -z \${TMUX-} && -x $__claude_session_command && -O \${HOME-} && -z \${VIM-}\${NVIM-}\${INSIDE_EMACS-}\${STY-}\${ZELLIJ-}\${ZED_TERM-}\${TERMINAL_EMULATOR-} && \${TERM_PROGRAM-} != vscode ]] &&
    [[ "\${BASH_ALIASES[claude]-claude} " == 'claude '* ]] && ! builtin declare -F claude >/dev/null && builtin type -P claude >/dev/null; then
    # shellcheck disable=SC2016 # it is run by sh
    __claude_session_tmux=${quoteWord(shellInitClaude, 'bash')}
    claude() {
      if [[ -t 0 && -t 1 && -z \${TMUX-} && -z \${CLAUDE_SESSION_DISABLE-} ]]; then
        command sh -c "$__claude_session_tmux" claude-session "$__claude_session_command" "$@"
      else
        command claude "$@"
      fi
    }
  fi
  builtin unset -f __claude_session_begin __claude_session_make __claude_session_reserve
  builtin unset -v __claude_session_new
fi
if [[ \${__claude_session_aliases-} ]]; then
  builtin unset -v __claude_session_aliases
  shopt -s expand_aliases
fi
`
