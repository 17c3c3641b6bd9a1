import { paneFormat, parseSnapshot, versionFormat } from '../../core/tmux/parse-snapshot.js'
import type { Snapshot } from '../../core/tmux/snapshot.js'
import { IoError } from '../../errors.js'
import { runTmux } from './run-tmux.js'
import { serverAlive } from './server-alive.js'

/** A pane, named for good: a restarted server reuses `%0`, another server has a `%0` of its own. */
export interface PaneAddress {
  readonly socket: string
  readonly serverPid: number
  readonly serverStart: number
  readonly pane: string
  /** The server's version, which decides how rows are asked for; '' when not known yet. */
  readonly version: string
}

/** tmux 3.4 pads rows with `-N` unless `-T` is given; 3.3 does not know `-T`. */
const rowFlags = (version: string): string[] => {
  const match = /(\d+)\.(\d+)/.exec(version)
  const [major, minor] = [Number(match?.[1] ?? 3), Number(match?.[2] ?? 4)]
  return major > 3 || (major === 3 && minor >= 4) ? ['-N', '-T'] : ['-N']
}

const versionOf = (address: PaneAddress): string => {
  if (address.version !== '') return address.version
  // The server's, not the pane's: a pane that is gone has no fields, and a guess would be asked for with a flag that this tmux may not know.
  const answer = runTmux(address.socket, ['display-message', '-p', versionFormat])
  return answer.ok ? answer.output.trimEnd() : ''
}

const isSame = (address: PaneAddress, { state }: Snapshot): boolean =>
  state.pane === address.pane && state.serverPid === address.serverPid && state.serverStart === address.serverStart

/** The main screen behind a full-screen program: its joined lines, or undefined when the program has ended meanwhile. */
const savedScreen = (address: PaneAddress, clean: (text: string) => string): string[] | undefined => {
  const answer = runTmux(address.socket, ['capture-pane', '-p', '-J', '-a', '-t', address.pane])
  return answer.ok ? answer.output.split('\n').slice(0, -1).map(clean) : undefined
}

/**
 * The pane at one instant: state, joined lines and rows come from one call, which tmux does not interrupt. In: the pane; how many rows
 * above the screen (Infinity: the whole history); `clean`, applied to each line; how many rows above the screen to stop (0: at its end). Out: the snapshot, with the main screen where a
 * full-screen program hides it; undefined when the pane or its server
 * has ended. Throws IoError (74) when the server lives and does not answer.
 */
export const takeSnapshot = (address: PaneAddress, above: number, clean: (text: string) => string, below = 0): Snapshot | undefined => {
  const range = ['-S', above === Infinity ? '-' : String(-above), ...(below === 0 ? [] : ['-E', String(-below - 1)]), '-t', address.pane]
  const answer = runTmux(address.socket, [
    ...['display-message', '-p', '-t', address.pane, paneFormat, ';'],
    ...['capture-pane', '-p', '-J', ...range, ';'],
    ...['capture-pane', '-p', ...rowFlags(versionOf(address)), ...range],
  ])
  if (!answer.ok) {
    if (/can't find pane|no server running/.test(answer.reason) || !serverAlive(address.serverPid)) return undefined
    throw new IoError(`the tmux server ${address.serverPid} at ${address.socket} lives and cannot be reached: ${answer.reason}`, `If its socket was deleted: kill -USR1 ${address.serverPid} makes it again`)
  }
  const snapshot = parseSnapshot(answer.output, above, clean, below)
  if (snapshot === undefined || !isSame(address, snapshot)) return undefined
  // A history that was cleared just now has no such rows, and tmux showed others.
  if (below > 0 && snapshot.state.historySize - below <= snapshot.from) return takeSnapshot(address, above, clean)
  if (!snapshot.state.alternate || snapshot.cut === true) return snapshot
  const saved = savedScreen(address, clean)
  if (saved === undefined) return takeSnapshot(address, above, clean)
  // The main screen is part of the grid as ever; only its rows are not known, and nothing on a screen is settled anyway.
  const { historySize } = snapshot.state
  return { ...snapshot, lines: [...snapshot.lines, ...saved.map((text, index) => ({ text, end: historySize + index + 1 }))] }
}
