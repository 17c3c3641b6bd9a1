/** What there is to type first, and what it does: for `--help` and the manual page. */
export const examples: readonly (readonly [command: string, does: string])[] = [
  ['claude-session start', 'capture this tmux pane'],
  ['systemctl --user start claude-session@work', 'the same, by a name of your own'],
  ['claude-session status', 'what is captured'],
  ['claude-session doctor', 'what is not well, what to do'],
  ['claude-session show work | less', 'what was captured'],
  ["claude-session search 'error TS[0-9]+'", 'where it stood'],
  ['claude-session where work', 'the files'],
  ['claude-session end work', 'last lines, joined, to history/'],
  ['claude-session logs work', 'its story'],
]
