import { clientsFormat, panesFormat, parsePanes, type ListedPane } from '../../core/tmux/parse-panes.js'
import { runTmux } from './run-tmux.js'

/** All panes of the servers that answer at `sockets`. Throws UnavailableError (69) when tmux is not installed. */
export const listPanes = (sockets: readonly string[]): ListedPane[] =>
  sockets.flatMap(socket => {
    const answer = runTmux(socket, ['list-panes', '-a', '-F', panesFormat, ';', 'list-clients', '-F', clientsFormat])
    return answer.ok ? parsePanes(socket, answer.output) : []
  })
