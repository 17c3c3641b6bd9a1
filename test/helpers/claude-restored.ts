import { readFileSync } from 'node:fs'
import { parseRecord } from '../../src/core/transcript/parse-record.js'
import { claudeItems, type Item } from './claude-screen.js'

/** What a process that resumes a session knows of it. In: its transcript. Out: the items since the last compaction, how many of those there were, the last uuid and count of tokens. */
export const claudeRestored = (file: string): { shown: readonly Item[]; generation: number; parent: string; tokens: number | undefined } => {
  const records = readFileSync(file, 'utf8').split('\n').flatMap(line => parseRecord(line) ?? [])
  const boundary = records.findLastIndex(({ compaction }) => compaction !== undefined)
  const shown = records.slice(boundary + 1).flatMap(({ type, blocks, meta, compactSummary }) =>
    meta || compactSummary ? [] : blocks.flatMap(block => (block.kind !== 'text' || block.text.startsWith('<') ? [] : [type === 'user' ? claudeItems.prompt(block.text) : claudeItems.answer(block.text)])),
  )
  const usage = records.findLast(record => record.usage !== undefined)?.usage
  return {
    shown: boundary === -1 ? shown : [claudeItems.compacted(), ...shown],
    generation: records.filter(({ compaction }) => compaction !== undefined).length,
    parent: records.findLast(({ uuid }) => uuid !== '')?.uuid ?? '',
    tokens: usage && usage.input + usage.cacheCreation + usage.cacheRead,
  }
}
