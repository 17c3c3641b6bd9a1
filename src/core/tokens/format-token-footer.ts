import { formatTokenText, type TokenText } from './format-token-text.js'
import type { TokenBudget, TokenLevel } from './token-budget.js'

/** A tmux style for each level: constants, since `#[` in an option's value is obeyed. */
const styles: Readonly<Record<TokenLevel, string>> = {
  ok: '#[fg=green]',
  notice: '#[fg=yellow]',
  warning: '#[fg=colour208]',
  high: '#[fg=red,bold]',
  critical: '#[fg=white,bg=red,bold]',
  unknown: '#[dim]',
}

/**
 * A budget to the values of the pane options `@claude_tokens` and `@claude_tokens_short`, for `#{@…}` in a status line: that takes styles from a value
 * and expands nothing else in it. The text is doubled in `#` all the same.
 */
export const formatTokenFooter = (budget: TokenBudget, now: number): TokenText => {
  const { long, short } = formatTokenText(budget, now)
  const paint = (text: string): string => `${styles[budget.level]}${text.replaceAll('#', '##')}#[default]`
  return { long: paint(long), short: paint(short) }
}
