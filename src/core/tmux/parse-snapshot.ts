import { joinRows } from './join-rows.js'
import { lazyLine } from './lazy-line.js'
import type { PaneState, Snapshot } from './snapshot.js'

/**
 * The one format that asks tmux for a pane's state. A constant, as every format string is: what stands in a format is code to tmux. Numbers
 * and IDs only, so that blanks can separate them. The window is asked for nothing where there is no pane: tmux 3.2 and 3.2a end themselves, and all that runs in them, when they are asked for the
 * activity of a window that is not there.
 */
export const paneFormat =
  '#{pid} #{start_time} #{pane_id} #{pane_dead} #{pane_width} #{pane_height} #{history_size} #{history_limit} #{alternate_on} #{?pane_id,#{window_activity},} #{version}'

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

/** The lengths of the last `count` lines of a text that a line break ends, fewer when it has no more; and where the first of them begins. */
const lastLines = (text: string, count: number): { readonly lengths: Int32Array; readonly start: number } => {
  const lengths = new Int32Array(count)
  let [start, left] = [text.length, count]
  while (left > 0 && start > 0) {
    const before = start < 2 ? -1 : text.lastIndexOf('\n', start - 2)
    left -= 1
    lengths[left] = start - 1 - (before + 1)
    start = before + 1
  }
  return { lengths: lengths.subarray(left), start }
}

/**
 * The output of one tmux call (`display-message -p paneFormat ; capture-pane -p -J … ; capture-pane -p -N …`) to a snapshot. Both captures
 * begin `above` rows above the screen, or at the top of the history (`above` = Infinity), and end `below` rows above it, or with the screen (0). N rows are always N lines, so the rows need no
 * separator that a pane could forge. In: the output; `above`; `clean`, applied to each line; `below`. Out: the snapshot; undefined when the pane
 * does not exist. While a full-screen program is on, its screen is left out.
 */
export const parseSnapshot = (output: string, above: number, clean: (text: string) => string, below = 0): Snapshot | undefined => {
  const first = output.indexOf('\n')
  const state = parsePaneState(output.slice(0, Math.max(0, first)))
  if (state === undefined) return undefined
  const from = Math.max(0, state.historySize - above)
  const rowCount = Math.max(0, state.historySize - from + (below === 0 ? state.height : -below))
  const text = output.slice(first + 1)
  // The rows' text is in the lines as well.
  const rows = lastLines(text, rowCount)
  const joined = text.slice(0, Math.max(0, rows.start - 1)).split('\n')
  // Of what is read whole, every line is looked at.
  const lines = joinRows(joined, rows.lengths, from, above === Infinity || below > 0 ? (raw, end) => ({ text: clean(raw), end }) : lazyLine(clean))
  return { state, from, lines: state.alternate ? lines.filter(line => line.end <= state.historySize) : lines, ...(below === 0 ? {} : { cut: true }) }
}
