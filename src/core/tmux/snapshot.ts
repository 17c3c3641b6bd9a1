/** What tmux says of a pane, taken in the same call as its text. */
export interface PaneState {
  /** The tmux server: its process ID and start time (Unix seconds). With the socket and the pane ID they name a pane for good. */
  readonly serverPid: number
  readonly serverStart: number
  /** `%N` */
  readonly pane: string
  readonly dead: boolean
  /** Columns and rows of the visible screen. */
  readonly width: number
  readonly height: number
  /** Rows above the visible screen now, and how many there can be. */
  readonly historySize: number
  readonly historyLimit: number
  /** A full-screen program is on; the main screen is saved behind it. */
  readonly alternate: boolean
  /** When the pane's window last printed something, Unix seconds. */
  readonly activity: number
  /** `3.3a` and the like. */
  readonly version: string
}

/** One logical line of the grid: its cleaned text and the grid row just behind its last row (rows count from the top of the history). */
export interface GridLine {
  readonly text: string
  readonly end: number
}

/** The pane at one instant, from grid row `from` to the bottom of the screen, or as far as was read. */
export interface Snapshot {
  readonly state: PaneState
  /** Grid row of the first captured row; 0 when the whole history was read. */
  readonly from: number
  readonly lines: readonly GridLine[]
  /** What follows was not read, and the last line may go on in it. */
  readonly cut?: true
}
