import { formatTokenText } from './format-token-text.js'
import { isStaleBudget, type TokenBudget, type TokenLevel } from './token-budget.js'

/** A token budget as people and scripts see it in `status`; null where it is not known. */
export interface TokenStatus {
  readonly used: number | null
  readonly limit: number | null
  readonly remaining: number | null
  readonly remainingPercent: number | null
  readonly level: TokenLevel
  readonly source: string | null
  readonly secondsAgo: number | null
  /** Too old to be trusted without a word. */
  readonly stale: boolean
  /** All of it in words but for source and age. */
  readonly text: string
}

/** A budget to its status. In: the budget; the time, in milliseconds since 1970. */
export const tokenStatus = (budget: TokenBudget, now: number): TokenStatus => {
  const { used = null, limit = null, remaining = null, remainingPercent = null, level, source = null, at } = budget
  const secondsAgo = at === undefined ? null : Math.max(0, Math.round((now - at) / 1000))
  return { used, limit, remaining, remainingPercent, level, source, secondsAgo, stale: isStaleBudget(budget, now), text: formatTokenText(budget, now).long }
}

/** The order of `status`: what is nearest to its compaction first, what is not known last. */
export const byTokenStatus = (one: TokenStatus | null, other: TokenStatus | null): number => {
  const [left = Infinity, otherLeft = Infinity] = [one?.remainingPercent ?? undefined, other?.remainingPercent ?? undefined]
  return left === otherLeft ? 0 : left - otherLeft
}
