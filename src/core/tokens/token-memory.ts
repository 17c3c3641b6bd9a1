/** What the token tick remembers of a session between two ticks. All of it can be lost: an alert is told once more then. */
export interface TokenMemory {
  /** Thresholds that were announced, in percent. */
  readonly announced: readonly number[]
  /** Windows that the status line told, by `tokenModelKey`, newest last. */
  readonly windows: Readonly<Record<string, number>>
  /** The reminder that was last seen in the pane, and since when: a reminder itself has no time. */
  readonly reminder: { readonly used: number; readonly limit: number; readonly at: number } | undefined
  /** Why `/dev/shm` could not be used, '' when it could: said once, not at every tick. */
  readonly refused: string
  /** What session.toml said when it was last read, and which one that was: it changes rarely, and reading it costs more than the tick. */
  readonly session: { readonly stamp: string; readonly transcript: string } | undefined
}

/** Of a session of which nothing is known yet. */
export const emptyTokenMemory: TokenMemory = { announced: [], windows: {}, reminder: undefined, refused: '', session: undefined }

/** So many models, the newest, are remembered: nobody uses more in one session. */
const mostWindows = 8

/** Adds a window to what is remembered, as the newest. In: a key of `tokenModelKey` ('' is no model). */
export const withTokenWindow = (windows: TokenMemory['windows'], key: string, window: number | undefined): TokenMemory['windows'] => {
  if (key === '' || window === undefined) return windows
  const others = Object.entries(windows).filter(([each]) => each !== key)
  return Object.fromEntries([...others.slice(1 - mostWindows), [key, window]])
}

/** A memory to text. */
export const encodeTokenMemory = (memory: TokenMemory): string => `${JSON.stringify({ version: 1, ...memory })}\n`

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The text back to a memory. What is damaged, or another version's, is forgotten. */
export const decodeTokenMemory = (text: string): TokenMemory => {
  const raw = parse(text)
  if (!isFields(raw) || raw.version !== 1) return emptyTokenMemory
  const { announced, windows, reminder, refused, session } = raw
  return {
    announced: Array.isArray(announced) ? announced.filter(isCount) : [],
    windows: isFields(windows) ? Object.fromEntries(Object.entries(windows).filter((entry): entry is [string, number] => isCount(entry[1])).slice(-mostWindows)) : {},
    reminder: isFields(reminder) && isCount(reminder.used) && isCount(reminder.limit) && isCount(reminder.at) ? { used: reminder.used, limit: reminder.limit, at: reminder.at } : undefined,
    refused: typeof refused === 'string' ? refused : '',
    session: isFields(session) && typeof session.stamp === 'string' && typeof session.transcript === 'string' ? { stamp: session.stamp, transcript: session.transcript } : undefined,
  }
}
