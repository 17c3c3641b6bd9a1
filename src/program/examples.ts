/** What there is to type first, and what it does: for `--help` and the manual page. */
export const examples: readonly (readonly [command: string, does: string])[] = [
  ['claude-session start', 'capture this tmux pane from now on'],
  ['systemctl --user start claude-session@work', 'the same, under a name of your own'],
  ['claude-session status', 'what is captured, and whether all is well'],
  ['claude-session doctor', 'whether all is well, and what to do'],
  ['claude-session show work | less', 'what was captured'],
  ["claude-session search 'error TS[0-9]+'", 'where it stood, in all sessions'],
  ['claude-session where work', 'the files'],
  ['claude-session end work', 'last lines, joined file, history/'],
  ['claude-session logs work', 'its story'],
]
