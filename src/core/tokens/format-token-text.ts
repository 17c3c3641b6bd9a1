import { formatTokenCount } from './format-token-count.js'
import { isStaleBudget, type TokenBudget } from './token-budget.js'

/** A budget in words, without colours, for a wide place and for a narrow one. */
export interface TokenText {
  readonly long: string
  readonly short: string
}

/**
 * A budget to words: `79% context left, 42k of 200k` and `79%`. In: the budget; the time in milliseconds since 1970, by which an old figure says that it is old.
 * Numbers and constant words only: nothing that anybody else wrote gets in here.
 */
export const formatTokenText = (budget: TokenBudget, now: number): TokenText => {
  const { used, limit, remainingPercent } = budget
  const old = isStaleBudget(budget, now) ? { long: ' (old)', short: '?' } : { long: '', short: '' }
  if (used === undefined) return { long: 'context unknown', short: '?' }
  if (limit === undefined || remainingPercent === undefined) return { long: `context ${formatTokenCount(used)} used${old.long}`, short: `${formatTokenCount(used)}${old.short}` }
  return { long: `${remainingPercent}% context left, ${formatTokenCount(used)} of ${formatTokenCount(limit)}${old.long}`, short: `${remainingPercent}%${old.short}` }
}
