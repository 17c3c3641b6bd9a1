import { humanPrompt } from './human-prompt.js'
import type { TranscriptRecord } from './transcript-record.js'

/** What Claude Code writes as an answer where there was none; the screen does not show it. */
const fillers: readonly string[] = ['', '(no content)', 'No response requested.']

/**
 * The texts of a record that stand on the screen each behind a glyph of its own: a person's prompt, or each text block of Claude's. Out: each
 * trimmed, none ''; [] for all else (tools and their results, subagents, what Claude Code wrote for itself).
 */
export const recordTexts = (record: TranscriptRecord): readonly string[] => {
  if (record.type !== 'assistant') return [humanPrompt(record) ?? []].flat()
  if (record.sidechain || record.meta) return []
  return record.blocks.flatMap(block => (block.kind === 'text' ? [block.text.trim()] : [])).filter(text => !fillers.includes(text))
}

/** What a reader of the screen would see as the text of a record. Out: its texts with a blank line between them; '' when it has none. */
export const recordText = (record: TranscriptRecord): string => recordTexts(record).join('\n\n')
