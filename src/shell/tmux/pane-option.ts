import { runTmux } from './run-tmux.js'

/** The pane option that says which session captures a pane. */
const option = '@claude_session_id'

/** Marks a pane as captured by session `id`. In: the server's socket, `%N`. Out: whether tmux took it. */
export const setPaneSession = (socket: string, pane: string, id: string): boolean => runTmux(socket, ['set-option', '-p', '-t', pane, option, id]).ok

/** Takes the mark and the token budget off a pane, when it is still this session's. */
export const clearPaneSession = (socket: string, pane: string, id: string): void => {
  const answer = runTmux(socket, ['show-options', '-p', '-v', '-t', pane, option])
  const names = [option, '@claude_tokens', '@claude_tokens_short']
  if (answer.ok && answer.output.trim() === id) runTmux(socket, names.flatMap((name, index) => [...(index === 0 ? [] : [';']), 'set-option', '-p', '-u', '-t', pane, name]))
}
