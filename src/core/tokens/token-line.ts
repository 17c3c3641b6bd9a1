import type { TokenBudget, TokenLevel, TokenSource } from './token-budget.js'

const shown = (value: number | undefined): string => (value === undefined ? 'unknown' : String(value))

/**
 * A budget to the one line of `token_budget_status`, without a line end: `session=<ID> used=<n> limit=<n> remaining=<n> remaining_percent=<n>
 * level=<level> source=<source> at=<ISO time>`. What is not known says `unknown`.
 */
export const encodeTokenLine = (id: string, { used, limit, remaining, remainingPercent, level, source, at }: TokenBudget): string =>
  `session=${id} used=${shown(used)} limit=${shown(limit)} remaining=${shown(remaining)} remaining_percent=${shown(remainingPercent)} level=${level} source=${source ?? 'unknown'} at=${at === undefined ? 'unknown' : new Date(at).toISOString()}`

const levels = ['ok', 'notice', 'warning', 'high', 'critical', 'unknown']
const sources = ['statusline', 'compact', 'transcript', 'pane']
const shape = /^session=([A-Za-z0-9][A-Za-z0-9_.-]{0,127}) used=(\d{1,15}|unknown) limit=(\d{1,15}|unknown) remaining=(\d{1,15}|unknown) remaining_percent=(\d{1,3}|unknown) level=([a-z]+) source=([a-z]+) at=(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z|unknown)$/

/** The line back to a budget and its session; undefined for anything that `encodeTokenLine` does not write. */
export const decodeTokenLine = (line: string): { readonly id: string; readonly budget: TokenBudget } | undefined => {
  const [, id = '', used, limit, remaining, percent, level = '', source = '', at = ''] = shape.exec(line) ?? []
  if (id === '' || !levels.includes(level) || !(sources.includes(source) || source === 'unknown')) return undefined
  const number = (text: string | undefined): number | undefined => (text === undefined || text === 'unknown' ? undefined : Number(text))
  const time = Date.parse(at)
  return {
    id,
    budget: {
      used: number(used),
      limit: number(limit),
      remaining: number(remaining),
      remainingPercent: number(percent),
      level: level as TokenLevel,
      source: source === 'unknown' ? undefined : (source as TokenSource),
      at: Number.isNaN(time) ? undefined : time,
    },
  }
}
