import type { Paths } from '../core/paths.js'

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
}
