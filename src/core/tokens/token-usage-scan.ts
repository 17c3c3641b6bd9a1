import { parseRecord } from '../transcript/parse-record.js'

/** The newest thing a transcript says about the context: an answer's usage, or a compaction after which nothing was answered yet. Times in ms since 1970. */
export interface LastUsage {
  readonly kind: 'usage' | 'boundary'
  /** Tokens in the context; undefined after a compaction that does not tell (before Claude Code 2.1.2xx). */
  readonly used: number | undefined
  /** Of a boundary: the tokens before it. */
  readonly before: number | undefined
  /** The model that gave the last answer, '' when none is found. */
  readonly model: string
  readonly at: number | undefined
}

/** Collects the newest usage from a transcript's lines, newest line first. */
export interface UsageScan {
  /** Takes the next older line. Out: whether more of the file is needed. */
  readonly take: (line: string) => boolean
  readonly found: () => LastUsage | undefined
}

const time = (timestamp: string): number | undefined => (timestamp === '' ? undefined : Date.parse(timestamp))

/**
 * A scan from the end of a transcript. What a subagent used is not in this context, `<synthetic>` answers are Claude Code's own words, and one answer is
 * several records with the same usage, so the first that is met is the newest. After a boundary it goes on for the model only. An answer that a
 * compaction wrote down again behind its boundary is older than it by its time, and does not count.
 */
export const usageScan = (): UsageScan => {
  let usage: LastUsage | undefined
  let boundary: LastUsage | undefined
  const take = (line: string): boolean => {
    const record = parseRecord(line)
    if (record === undefined || record.sidechain) return true
    if (record.compaction !== undefined && boundary === undefined) {
      const at = time(record.timestamp)
      const older = usage?.at !== undefined && at !== undefined && usage.at < at
      if (usage === undefined || older) {
        boundary = { kind: 'boundary', used: record.compaction.postTokens, before: record.compaction.preTokens, model: usage?.model ?? '', at }
        usage = undefined
      }
      return boundary?.model === ''
    }
    if (record.type !== 'assistant' || record.usage === undefined || record.model === '<synthetic>' || record.raw.isApiErrorMessage === true) return true
    const { input, cacheCreation, cacheRead } = record.usage
    // The status line's own formula: what was sent, from the cache or not; the answer itself is not in the context yet.
    const used = input + cacheCreation + cacheRead
    if (used === 0) return true
    if (boundary !== undefined) boundary = { ...boundary, model: boundary.model || record.model }
    else usage ??= { kind: 'usage', used, before: undefined, model: record.model, at: time(record.timestamp) }
    return false
  }
  return { take, found: () => boundary ?? usage }
}
