/**
 * What tmux is to do when the program in a pane of ours ends: our command captures what the pane still shows, then the pane closes, whatever came of that.
 *
 * tmux expands formats in what `run-shell` is given and hands it to a shell, which is why nothing else in this tool may use it. Here it gets constant words, a pane ID that was
 * checked to be `%` and digits, and the path of our command, which is made one quoted word for the shell, then free of formats (`#` doubled, and cut off from a `[` behind it), then of tmux's own quoting (`\`, `"`, `$`).
 * The session is not named: the command finds it by the pane. `kill-pane` is a command of its own behind it, so that it comes when ours fails, hangs up or is there no more.
 */
import { DataError } from '../../errors.js'
import { quoteWord } from '../text/quote-word.js'

/** In: the absolute path of our command; the pane. Out: the text of its `pane-died` hook. Throws DataError (65) for what cannot be put into one. */
export const paneDiedHook = (command: string, pane: string): string => {
  if (!/^%\d+$/.test(pane)) throw new DataError(`${JSON.stringify(pane)} is not a pane`)
  if (!/^\/[^\n\0]*$/.test(command)) throw new DataError(`${JSON.stringify(command)} cannot be run by a hook of tmux`, 'Install it where the path has no line break')
  const word = quoteWord(command, 'sh').replaceAll('#', "##''").replace(/[\\"$]/g, '\\$&')
  return `run-shell "${word} pane-died ${pane} </dev/null >/dev/null 2>&1; true" ; kill-pane -t "${pane}"`
}
