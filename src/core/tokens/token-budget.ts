/** Who gave a figure: Claude's status line, a compaction's own count, the last answer's usage in the transcript, a reminder in the pane. */
export type TokenSource = 'statusline' | 'compact' | 'transcript' | 'pane'

/** How full the context window is by the thresholds, from plenty to nearly none. `unknown`: nobody knows. */
export type TokenLevel = 'ok' | 'notice' | 'warning' | 'high' | 'critical' | 'unknown'

/** How full the context window is, as far as anybody knows. Tokens; times in milliseconds since 1970. */
export interface TokenBudget {
  readonly used: number | undefined
  readonly limit: number | undefined
  readonly remaining: number | undefined
  /** A whole number, rounded up: it reaches a threshold when the exact share does, not a token earlier. */
  readonly remainingPercent: number | undefined
  readonly level: TokenLevel
  readonly source: TokenSource | undefined
  /** When the figure was true. */
  readonly at: number | undefined
}

/** A figure older than this is called old: 15 minutes. A working Claude brings a new one with each answer. */
export const staleAfter = 900_000

const worst: readonly TokenLevel[] = ['notice', 'warning', 'high', 'critical']

/** The level at so many percent. In: thresholds, descending, at most four; the last one is always `critical`, so that fewer still reach it. */
const levelAt = (percent: number, thresholds: readonly number[]): TokenLevel => {
  const crossed = thresholds.filter(threshold => percent <= threshold).length
  return crossed === 0 ? 'ok' : (worst[worst.length - thresholds.length + crossed - 1] ?? 'critical')
}

/**
 * A figure to a budget. In: the tokens used and the window, each undefined when not known; who said so and when; the alerts' thresholds in
 * percent, descending. Out: a budget in which what follows from something unknown is unknown; more used than the window has leaves 0.
 */
export const tokenBudget = (
  figure: { readonly used: number | undefined; readonly source: TokenSource; readonly at: number | undefined } | undefined,
  limit: number | undefined,
  thresholds: readonly number[],
): TokenBudget => {
  const used = figure?.used
  const known = { used, limit, source: figure?.source, at: figure?.at }
  if (used === undefined || limit === undefined) return { ...known, remaining: undefined, remainingPercent: undefined, level: 'unknown' }
  const remaining = Math.max(0, limit - used)
  // Multiplied first: whole numbers stay exact, so that 18 % is 18 and not 18.000000000000004.
  const remainingPercent = Math.ceil((remaining * 100) / limit)
  return { ...known, remaining, remainingPercent, level: levelAt(remainingPercent, thresholds) }
}

/** Whether the figure is too old to be trusted without a word. In: the budget; the time, in milliseconds since 1970. */
export const isStaleBudget = ({ at }: TokenBudget, now: number): boolean => at !== undefined && now - at > staleAfter
