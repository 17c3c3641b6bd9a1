/** What Claude Code's status line was handed, as far as it concerns the budget. Fields that are missing are '' or undefined. */
export interface StatusLineReport {
  /** Claude's own session ID. */
  readonly claudeSession: string
  readonly transcript: string
  readonly model: string
  /** Tokens in the context; undefined before the first answer and right after a compaction. */
  readonly used: number | undefined
  readonly limit: number | undefined
}

type Fields = Readonly<Record<string, unknown>>

const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {})
const count = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= 1e9 ? Math.round(value) : undefined)

/** Short text without control characters, else ''. These end up in a file of ours and are compared, never shown. */
const word = (value: unknown, most: number): string => (typeof value === 'string' && value.length <= most && !/[\0-\x1f\x7f]/.test(value) ? value : '')

const usedOf = (window: Fields, limit: number | undefined): number | undefined => {
  const usage = fields(window.current_usage)
  const parts = [usage.input_tokens, usage.cache_creation_input_tokens, usage.cache_read_input_tokens].map(count)
  const sum = parts.reduce<number>((total, part) => total + (part ?? 0), 0)
  // Zero is what some versions hand over right after a compaction, and never true: the system prompt alone is thousands.
  if (sum > 0) return sum
  const percent = count(window.used_percentage)
  const exact = typeof window.used_percentage === 'number' ? window.used_percentage : 0
  return percent !== undefined && exact > 0 && limit !== undefined ? Math.round((exact / 100) * limit) : undefined
}

/**
 * The JSON that Claude Code writes to its status line's standard input, to a report; undefined when it is no JSON object. Never throws for what stands in
 * it: a field of another type counts as missing. `total_input_tokens` is left alone: older versions count the whole session there.
 * Source of the format: code.claude.com/docs, page statusline.
 */
export const parseTokenStatusLine = (text: string): StatusLineReport | undefined => {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined
  const all = raw as Fields
  const window = fields(all.context_window)
  const size = count(window.context_window_size)
  const limit = size !== undefined && size >= 1000 ? size : undefined
  const transcript = word(all.transcript_path, 4096)
  return {
    claudeSession: word(all.session_id, 128),
    transcript: transcript.startsWith('/') ? transcript : '',
    model: word(fields(all.model).id, 200),
    used: usedOf(window, limit),
    limit,
  }
}
