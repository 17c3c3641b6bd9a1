import { runTmux } from './run-tmux.js'

/** The pane option that says which session captures a pane. */
const option = '@claude_session_id'

/** Marks a pane as captured by session `id`. In: the server's socket, `%N`. Out: whether tmux took it. */
export const setPaneSession = (socket: string, pane: string, id: string): boolean => runTmux(socket, ['set-option', '-p', '-t', pane, option, id]).ok

/** Takes the mark off a pane, when it is still this session's. */
export const clearPaneSession = (socket: string, pane: string, id: string): void => {
  const answer = runTmux(socket, ['show-options', '-p', '-v', '-t', pane, option])
  if (answer.ok && answer.output.trim() === id) runTmux(socket, ['set-option', '-p', '-u', '-t', pane, option])
}
