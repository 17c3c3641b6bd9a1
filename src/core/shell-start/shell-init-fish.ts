import { quoteWord } from '../text/quote-word.js'
import { shellInitClaude } from './shell-init-claude.js'

/** The start-up text for fish 3.2 and newer; an older one begins no session. In: the absolute path of the command; its version. Out: source for the end of config.fish. */
export const shellInitFish = (command: string, version: string): string => `# claude-session ${version} for fish: in tmux it begins the session of this pane, outside of tmux it gives claude a pane.
# Made by: claude-session init fish. It starts one process, in the background. CLAUDE_SESSION_DISABLE=1 turns it off.

if status is-interactive; and test -z "$CLAUDE_SESSION_DISABLE"; and test -z "$CLAUDECODE"
    set -g __claude_session_command ${quoteWord(command, 'fish')}
    set -g __claude_session_root "$HOME/.local/state/claude-session"
    test -n "$XDG_STATE_HOME"; and set -g __claude_session_root "$XDG_STATE_HOME/claude-session"
    test -n "$CLAUDE_SESSION_HOME"; and set -g __claude_session_root "$CLAUDE_SESSION_HOME"
    set -g __claude_session_file ''

    # Is this an ID?
    function __claude_session_valid
        string match -qr '^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$' -- "$argv[1]"; and not string match -q '*..*' -- "$argv[1]"
    end

    # At each prompt: the ID of the session that captures this pane, from a file that whoever begins a session there writes.
    function __claude_session_prompt --on-event fish_prompt
        test -O "$__claude_session_file"; or return 0
        read -l id <"$__claude_session_file"
        test "$id" != "$CLAUDE_SESSION_ID"; and __claude_session_valid "$id"; and set -gx CLAUDE_SESSION_ID $id
        return 0
    end

    # Takes an ID that nobody has: the file is made by one shell alone, whoever else tries. The session that is begun takes it away.
    function __claude_session_reserve
        # fish complains of a file that is there already, so it is looked for before.
        for place in sessions/ history/ sessions/.reserved.
            test -e "$__claude_session_root/$place$argv[1]"; and return 1
        end
        echo -n >?"$__claude_session_root/sessions/.reserved.$argv[1]"; or return 1
        not test -e "$__claude_session_root/sessions/$argv[1]"; and not test -e "$__claude_session_root/history/$argv[1]"
    end

    # A new ID, in __claude_session_new: the one that the last session of this project left, else one of this second. In: server process, pane number.
    # A command substitution costs ten times what a match does: so a match names what it finds, and what is rarely needed stands behind one.
    function __claude_session_make
        set -l directory (builtin pwd -P)
        set -l name
        string match -qr '(?<name>[^/]*)$' -- "$directory"
        test -n "$name"; or set name root
        if string match -qr '[^A-Za-z0-9_.-]|[.][.]|.{97}' -- "$name"
            # As the command does it: what is no letter, digit, _, . or - becomes a _.
            set name (string replace -ra '[^A-Za-z0-9_.-]' _ -- "$name")
            set name (string replace -ra '[.](?=[.])' _ -- "$name")
            set name (string sub -l 96 -- "$name")
        end
        set -l path "$directory"
        string match -qr '["\\\\\\\\]' -- "$path"; and set path (string replace -ra '["\\\\\\\\]' '\\\\\\\\$0' -- "$path")
        set -l id ''
        # A second directory of the same name has four digits behind it.
        for project in "$__claude_session_root/projects/$name" "$__claude_session_root/projects/$name"-*
            test -f "$project/project.toml"; or continue
            read -l line <"$project/project.toml"
            test "$line" = "path = \\"$path\\""; or continue
            string match -qr '(?<name>[^/]*)$' -- "$project"
            test -f "$project/.session-management/.next_session_id"; and read id <"$project/.session-management/.next_session_id"
            break
        end
        # When the machine started and the seconds since: fish has no clock of its own.
        set -l boot
        set -l up
        string match -qr '^btime (?<boot>\\d+)$' </proc/stat
        string match -qr '^(?<up>\\d+)' </proc/uptime
        if test -w "$__claude_session_root/sessions"
            set -g __claude_session_new "$id"
            __claude_session_valid "$id"; and __claude_session_reserve "$id"; and return
            for n in {,1,2,3,4,5}{0,1,2,3,4,5,6,7,8,9}
                set -g __claude_session_new claude-$name-(math "$boot + $up + $n")
                __claude_session_reserve $__claude_session_new; and return
            end
        end
        # There is no place yet to reserve one in: then one that no other pane can make.
        set -g __claude_session_new claude-(string sub -l 80 -- "$name")-$argv[1].$argv[2]-(math "$boot + $up")
    end

    function __claude_session_begin
        set -l server
        set -l socket
        set -l process
        set -l number
        set -l here ''
        # With sudo or su these name somebody else's tmux.
        if string match -qr '^(?<server>(?<socket>.+),(?<process>\\d+)),-?\\d+$' -- "$TMUX"; and string match -qr '^%(?<number>\\d+)$' -- "$TMUX_PANE"
            if test -S "$socket"; and test -O "$socket"; and test -x "$__claude_session_command"
                set here "$server $TMUX_PANE"
                set -g __claude_session_file "$__claude_session_root/.runtime"
                test -n "$XDG_RUNTIME_DIR"; and set -g __claude_session_file "$XDG_RUNTIME_DIR/claude-session"
                set -g __claude_session_file "$__claude_session_file/.panes/$process.$number"
            end
        end
        if test -z "$here"; or test "$CLAUDE_SESSION_PANE" != "$here"
            # Inherited from another pane, perhaps by way of the tmux server.
            set -e CLAUDE_SESSION_ID
            set -e CLAUDE_SESSION_PANE
            test -n "$here"; or return
            # The pane's own shell is the server's child; another one may be in an editor, or in another multiplexer, that runs in the pane.
            if test -n "$VIM$NVIM$INSIDE_EMACS$STY$ZELLIJ"; or not contains -- "$TERM_PROGRAM" '' tmux
                string match -qr "^.*\\) \\S $process " </proc/$fish_pid/stat; or return
            end
            set -gx CLAUDE_SESSION_PANE "$here"
            set -l id ''
            test -O "$__claude_session_file"; and read id <"$__claude_session_file"
            if __claude_session_valid "$id"; and test -d "$__claude_session_root/sessions/$id"
                set -gx CLAUDE_SESSION_ID $id
            else
                __claude_session_make $process $number
                set -gx CLAUDE_SESSION_ID $__claude_session_new
                $__claude_session_command start --by-shell $__claude_session_command --pane $TMUX_PANE --project . --id $__claude_session_new </dev/null >/dev/null 2>&1 &
                # Without builtin it is a function of fish's, in two files that would be read first. It complains of what has ended already.
                builtin disown $last_pid 2>/dev/null
            end
        end
        # Claude's full screen leaves nothing in the scrollback.
        if test -z "$CLAUDE_SESSION_FULLSCREEN"
            set -q CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN; or set -g CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN 1
            set -gx CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN $CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN
        end
    end

    __claude_session_begin
    if test -z "$TMUX"; and test -x "$__claude_session_command"; and test -O "$HOME"; and test -z "$VIM$NVIM$INSIDE_EMACS$STY$ZELLIJ$ZED_TERM$TERMINAL_EMULATOR"; and test "$TERM_PROGRAM" != vscode
        if not functions -q claude; and command -sq claude
            set -g __claude_session_tmux ${quoteWord(shellInitClaude, 'fish')}
            function claude
                if test -t 0; and test -t 1; and test -z "$TMUX"; and test -z "$CLAUDE_SESSION_DISABLE"
                    command sh -c "$__claude_session_tmux" claude-session "$__claude_session_command" $argv
                else
                    command claude $argv
                end
            end
        end
    end
    functions -e __claude_session_begin __claude_session_make __claude_session_reserve
    set -e __claude_session_new
end
`
