import { tokenBudget, type TokenBudget } from './token-budget.js'
import { tokenChoice, type TokenSources } from './token-choice.js'
import { tokenModelKey, tokenWindow } from './token-window.js'

/** What is known of windows, in tokens. */
export interface KnownWindows {
  /** By `tokenModelKey`: what the status line has told about a model in this session. */
  readonly byModel: Readonly<Record<string, number>>
  /** The window at which Claude Code was told to compact, undefined where it was told nothing. */
  readonly autoCompact: number | undefined
}

/**
 * Everything known to one budget: the best source's figure, and the window of the model that it is about: as the source names it, else as the status line
 * has named it before, else by the model's name; a smaller auto-compact window counts instead, except for a reminder, which has counted it
 * already. In: what the sources say; the windows; the alerts' thresholds, descending.
 */
export const tokenDecision = (sources: TokenSources, windows: KnownWindows, thresholds: readonly number[]): TokenBudget => {
  const figure = tokenChoice(sources)
  if (figure === undefined) return tokenBudget(undefined, undefined, thresholds)
  const model = figure.model || (sources.statusLine?.model ?? '')
  const key = tokenModelKey(model)
  const remembered = Object.hasOwn(windows.byModel, key) ? windows.byModel[key] : undefined
  const window = figure.limit ?? remembered ?? tokenWindow(model, figure.used)
  const smaller = figure.source !== 'pane' && window !== undefined && windows.autoCompact !== undefined && windows.autoCompact < window
  return tokenBudget(figure, smaller ? windows.autoCompact : window, thresholds)
}
