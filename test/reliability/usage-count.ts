/**
 * The tokens that are read from a transcript's end against a count of its own, which reads every line from the beginning and shares no code with the tool.
 *   TRANSCRIPTS=DIR npm test -- test/reliability/usage-count.ts       counts all transcripts of a directory as well
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { lastUsage } from '../../src/shell/transcript/last-usage.js'

const directories = ['test/fixtures/context', ...(process.env.TRANSCRIPTS === undefined ? [] : [process.env.TRANSCRIPTS])]
const files = directories.flatMap(directory => readdirSync(directory).filter(name => name.endsWith('.jsonl')).map(name => join(directory, name)))

type Json = Readonly<Record<string, any>>

const toJson = (line: string): Json => {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Json) : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

const amount = (value: unknown): number => (typeof value === 'number' && value >= 0 ? value : 0)

/** The last word on the tokens in the main conversation's context, from the first line to the last. */
const counted = (file: string): { kind: string; used: number | undefined } | undefined => {
  let found: { kind: string; used: number | undefined } | undefined
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const record = toJson(line)
    if (record.isSidechain === true) continue
    if (record.type === 'system' && record.subtype === 'compact_boundary') found = { kind: 'boundary', used: record.compactMetadata?.postTokens }
    const usage: Json | undefined = record.message?.usage
    if (record.type !== 'assistant' || record.message?.model === '<synthetic>' || typeof usage !== 'object' || usage === null) continue
    const used = amount(usage.input_tokens) + amount(usage.cache_creation_input_tokens) + amount(usage.cache_read_input_tokens)
    if (used > 0) found = { kind: 'usage', used }
  }
  return found
}

t.test('every transcript has the tokens that a count of all its lines finds', async t => {
  t.ok(files.length >= 3)
  for (const file of files) {
    const [one, other] = [lastUsage(file), counted(file)]
    t.same(one && { kind: one.kind, used: one.used }, other, `${file}: ${JSON.stringify(other)}`)
  }
})
