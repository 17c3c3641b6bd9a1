/** One piece of what a message says. What is neither text nor a tool's (thinking, images, what is yet to be invented) is `other`. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tool-use'; readonly id: string; readonly name: string; readonly input: Readonly<Record<string, unknown>> }
  | { readonly kind: 'tool-result'; readonly toolUseId: string; readonly text: string; readonly isError: boolean }
  | { readonly kind: 'other'; readonly type: string }

/** The tokens of one answer, as the API counted them. */
export interface Usage {
  readonly input: number
  readonly cacheCreation: number
  readonly cacheRead: number
  readonly output: number
}

/**
 * One line of Claude Code's transcript, as far as this project reads it. The format is Claude's own and changes: a field that is missing or of
 * another type than expected is '' (strings), false, or undefined, never an error.
 */
export interface TranscriptRecord {
  /** `user`, `assistant`, `system`, `attachment`, … */
  readonly type: string
  /** Of `system` records: `compact_boundary`, … */
  readonly subtype: string
  readonly uuid: string
  /** ISO 8601, '' when there is none (titles, modes, snapshots have none). */
  readonly timestamp: string
  /** Claude's own session ID (a UUID), not ours. */
  readonly sessionId: string
  readonly cwd: string
  /** A subagent's record, one that Claude Code wrote for itself, the summary after a compaction. */
  readonly sidechain: boolean
  readonly meta: boolean
  readonly compactSummary: boolean
  /** One answer of the model is written as one record a block, all with this ID. */
  readonly messageId: string
  readonly model: string
  readonly blocks: readonly Block[]
  readonly usage: Usage | undefined
  /** Of a `compact_boundary`. */
  readonly compaction: { readonly trigger: string; readonly preTokens: number | undefined; readonly postTokens: number | undefined } | undefined
  /** Of `attachment` records: `queued_command`, `token_usage`, … with all their fields. */
  readonly attachment: Readonly<Record<string, unknown>> | undefined
  /** The whole line, for what only one reader needs. */
  readonly raw: Readonly<Record<string, unknown>>
}
