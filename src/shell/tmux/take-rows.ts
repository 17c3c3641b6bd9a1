import { paneFormat, parsePaneState } from '../../core/tmux/parse-snapshot.js'
import type { PaneState } from '../../core/tmux/snapshot.js'
import { runTmux } from './run-tmux.js'
import type { PaneAddress } from './take-snapshot.js'

/**
 * Stretches of `count` rows each, as tmux shows them, all of one instant. In: the pane; its state when the grid rows in `starts` were worked out. What was printed since
 * then moves all stretches down alike, so their distances stay. Out: one list of rows a stretch; undefined when one of them is not in the pane any more.
 */
export const takeRows = (address: PaneAddress, state: PaneState, starts: readonly number[], count: number): string[][] | undefined => {
  const captures = starts.flatMap(start => {
    const top = start - state.historySize
    return [';', 'capture-pane', '-p', '-t', address.pane, '-S', String(top), '-E', String(top + count - 1)]
  })
  const answer = runTmux(address.socket, ['display-message', '-p', '-t', address.pane, paneFormat, ...captures])
  if (!answer.ok) return undefined
  const [first = '', ...rows] = answer.output.split('\n')
  const now = parsePaneState(first)
  if (now?.serverPid !== state.serverPid || now.width !== state.width || rows.length !== starts.length * count + 1) return undefined
  return starts.map((_, index) => rows.slice(index * count, (index + 1) * count))
}
