/** The environment variables that change what the command does, and how: for the manual page. */
export const environmentVariables: readonly (readonly [name: string, meaning: string])[] = [
  ['CLAUDE_SESSION_HOME', 'where everything is kept, an absolute path. Default: claude-session below $XDG_STATE_HOME.'],
  ['CLAUDE_SESSION_ID', 'the session that a command without an ID is for, while it lives; then it is the one of the pane. The shell start-up snippet sets it.'],
  ['CLAUDE_SESSION_DISABLE', 'when it is not empty, a shell that starts begins no session, and claude is run as it is.'],
  ['CLAUDE_SESSION_FULLSCREEN', 'when it is not empty, the shell start-up snippet leaves it to Claude Code whether it draws full-screen.'],
  ['XDG_STATE_HOME', 'default: ~/.local/state.'],
  ['XDG_CONFIG_HOME', 'where claude-session/config.toml is. Default: ~/.config.'],
  ['XDG_RUNTIME_DIR', 'where claude-session/<ID>/ has what any tick makes again. Default: .runtime below $CLAUDE_SESSION_HOME.'],
  ['CLAUDE_CONFIG_DIR', "Claude Code's own: where its settings and transcripts are. Default: ~/.claude."],
  ['CLAUDE_CODE_PROJECT_DIR_NAME', "Claude Code's own: how it calls the directory of this project's transcripts."],
  ['CLAUDE_CODE_AUTO_COMPACT_WINDOW', "Claude Code's own: how many tokens its context takes before it is compacted."],
  ['CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN, CLAUDE_CODE_NO_FLICKER', "Claude Code's own: whether it draws full-screen, where there is no scrollback; doctor looks at them."],
  ['TMUX, TMUX_PANE', 'set by tmux: the pane that start is for.'],
  ['TMUX_TMPDIR', "where tmux's sockets are looked for. Default: /tmp."],
  ['NO_COLOR', 'when it is not empty, nothing is coloured.'],
]
