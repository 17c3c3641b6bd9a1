import { formatTokenCount } from './format-token-count.js'
import type { TokenBudget } from './token-budget.js'

/** An alert for tmux and for the journal. */
export interface TokenAlert {
  /** For `display-message`, which expands what it shows: `#` and `%` stand doubled. */
  readonly message: string
  readonly journal: string
  readonly priority: 3 | 4 | 5
}

/**
 * An alert to words. In: the session; the budget; the threshold that was crossed and all thresholds, descending. The first is a notice (5), the last an
 * error (3), those between warnings (4): told of, they are to be seen among the rest.
 */
export const formatTokenAlert = (id: string, budget: TokenBudget, threshold: number, thresholds: readonly number[]): TokenAlert => {
  const { remaining = 0, limit = 0, remainingPercent = 0 } = budget
  const text = `${remainingPercent}% of Claude's context left: ${formatTokenCount(remaining)} of ${formatTokenCount(limit)} tokens`
  const place = thresholds.indexOf(threshold)
  return {
    message: ` ${text} `.replaceAll('#', '##').replaceAll('%', '%%'),
    journal: `${id}: ${text} (at or below ${threshold}%)`,
    priority: place === thresholds.length - 1 ? 3 : place === 0 ? 5 : 4,
  }
}
