import type { Paths } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'

/** What a command knows of the world, handed in by cli.ts: nothing below reads the clock, the environment or the terminal by itself. */
export interface Environment {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly paths: Paths
  readonly uid: number
  readonly now: () => Date
  /** One line for the journal or the terminal, on stderr. Priority as in syslog: 3 error, 4 warning, 5 notice, 6 information. */
  readonly log: (priority: 3 | 4 | 5 | 6, text: string) => void
  /** How this very command can be run again: the runtime and its first arguments. */
  readonly self: readonly string[]
  /** Asks for the rollover of a session at a boundary, by its own unit or process, and does not wait; undefined where nobody would answer: then sessions do not roll over. Out: whether it was taken. */
  readonly askRollover?: ((id: SessionId) => boolean) | undefined
}
