import type { ListedPane } from '../../core/tmux/parse-panes.js'
import { listPanes } from './list-panes.js'

/** A pane, named for good: its server by process and start, so that the `%0` of a server started anew is another. */
export interface PaneName {
  readonly socket: string
  readonly serverPid: number
  readonly serverStart: number
  readonly id: string
}

/**
 * The pane as tmux lists it now; undefined when it, or its server, is gone. In: the pane; what its server lists, where that was asked already. Throws as `listPanes` does.
 */
export const listedPane = (pane: PaneName, panes: readonly ListedPane[] = listPanes([pane.socket])): ListedPane | undefined =>
  panes.find(({ id, serverPid, serverStart }) => id === pane.id && serverPid === pane.serverPid && serverStart === pane.serverStart)
