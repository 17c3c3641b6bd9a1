import { joinRows } from './join-rows.js'
import type { PaneState, Snapshot } from './snapshot.js'

/**
 * The one format that asks tmux for a pane's state. A constant, as every format string is: what stands in a format is code to tmux. Numbers
 * and IDs only, so that blanks can separate them.
 */
export const paneFormat =
  '#{pid} #{start_time} #{pane_id} #{pane_dead} #{pane_width} #{pane_height} #{history_size} #{history_limit} #{alternate_on} #{window_activity} #{version}'

/** The format that asks a server for its version. */
export const versionFormat = '#{version}'

/** The answer to `paneFormat` to a state; undefined when the pane does not exist (tmux answers with empty fields, and succeeds). */
export const parsePaneState = (line: string): PaneState | undefined => {
  const fields = line.split(' ')
  const [pid, start, pane = '', dead, width, height, size, limit, alternate, activity, version = ''] = fields
  if (!/^%\d+$/.test(pane) || fields.length < 11) return undefined
  return {
    serverPid: Number(pid),
    serverStart: Number(start),
    pane,
    dead: dead === '1',
    width: Number(width),
    height: Number(height),
    historySize: Number(size),
    historyLimit: Number(limit),
    alternate: alternate === '1',
    activity: Number(activity),
    version,
  }
}

/**
 * The output of one tmux call (`display-message -p paneFormat ; capture-pane -p -J … ; capture-pane -p -N …`) to a snapshot. Both captures
 * begin `above` rows above the screen, or at the top of the history (`above` = Infinity). N rows are always N lines, so the rows need no
 * separator that a pane could forge. In: the output; `above`; `clean`, applied to each line. Out: the snapshot; undefined when the pane
 * does not exist. While a full-screen program is on, its screen is left out.
 */
export const parseSnapshot = (output: string, above: number, clean: (text: string) => string): Snapshot | undefined => {
  const text = output.split('\n')
  if (text.at(-1) === '') text.pop()
  const state = parsePaneState(text[0] ?? '')
  if (state === undefined) return undefined
  const from = Math.max(0, state.historySize - above)
  const rowCount = state.historySize - from + state.height
  const rows = text.slice(Math.max(1, text.length - rowCount))
  const joined = text.slice(1, text.length - rows.length)
  const lines = joinRows(joined, rows, from, clean)
  return { state, from, lines: state.alternate ? lines.filter(line => line.end <= state.historySize) : lines }
}
