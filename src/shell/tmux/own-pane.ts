import { paneDiedHook } from '../../core/tmux/pane-died-hook.js'
import { runTmux } from './run-tmux.js'

/** Marks a pane whose `remain-on-exit` and `pane-died` are ours. */
const option = '@claude_session_owned'

/**
 * Makes a pane the tool's own: when its program ends it stays until its last lines are captured, and then closes. Where the user has either set, for this pane or for all, it is
 * left alone. In: the server's socket; the pane; the absolute path of the command. Out: whether it is the tool's. Throws DataError (65) for a path that cannot be in a hook.
 */
export const ownPane = (socket: string, pane: string, command: string): boolean => {
  const hook = paneDiedHook(command, pane)
  const effective = (name: string): string => {
    const answer = runTmux(socket, ['show-options', '-A', '-q', '-p', '-v', '-t', pane, name])
    return answer.ok ? answer.output.trim() : 'unknown'
  }
  if (effective(option) !== '1' && (effective('remain-on-exit') !== 'off' || effective('pane-died') !== '')) return false
  const set = ['set-hook', '-p', '-t', pane, 'pane-died', hook, ';', 'set-option', '-p', '-t', pane, option, '1', ';', 'set-option', '-p', '-t', pane, 'remain-on-exit', 'on']
  return runTmux(socket, set).ok
}

/** Closes a dead pane that is the tool's own. In: the server's socket; the pane. */
export const closeOwnPane = (socket: string, pane: string): void => {
  const answer = runTmux(socket, ['show-options', '-q', '-p', '-v', '-t', pane, option])
  if (answer.ok && answer.output.trim() === '1') runTmux(socket, ['kill-pane', '-t', pane])
}
