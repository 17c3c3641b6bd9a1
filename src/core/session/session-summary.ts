import type { TokenStatus } from '../tokens/token-status.js'

/** A session as people and scripts see it. Times are ISO, '' where there is none. */
export interface SessionSummary {
  readonly id: string
  readonly state: 'live' | 'ended'
  readonly project: string
  readonly directory: string
  readonly pane: string
  readonly started: string
  readonly ended: string
  readonly lines: number
  readonly parts: number
  readonly gaps: number
  /** When the marker was last written: new lines, or a pane that changed. */
  readonly captured: string
  /** What is wrong with its ticks, '' when nothing is; of a session with a damaged file, of which `pane` and `directory` are '', what is wrong with that. */
  readonly trouble: string
}

/** A session's summary and what only the running system can tell. */
export interface SessionStatus extends SessionSummary {
  readonly paneLives: boolean
  readonly capturedSecondsAgo: number | null
  /** What runs its ticks: `units`, `embedded supervisor`, or `nothing runs its ticks`. */
  readonly supervisor: string
  /** How full Claude's context is; null where no tick has looked yet, and for a session that has ended. */
  readonly tokens: TokenStatus | null
}
