import type { Block, TranscriptRecord, Usage } from './transcript-record.js'

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
const string = (value: unknown): string => (typeof value === 'string' ? value : '')
const count = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined)

/** The text of a tool's result: a string, or an array of pieces of which some are text. */
const resultText = (content: unknown): string => {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.flatMap((piece: unknown) => (isFields(piece) && piece.type === 'text' ? [string(piece.text)] : [])).join('\n')
}

const toBlock = (value: unknown): Block => {
  if (typeof value === 'string') return { kind: 'text', text: value }
  if (!isFields(value)) return { kind: 'other', type: '' }
  const type = string(value.type)
  if (type === 'text' && typeof value.text === 'string') return { kind: 'text', text: value.text }
  if (type === 'tool_use') return { kind: 'tool-use', id: string(value.id), name: string(value.name), input: isFields(value.input) ? value.input : {} }
  if (type === 'tool_result') return { kind: 'tool-result', toolUseId: string(value.tool_use_id), text: resultText(value.content), isError: value.is_error === true }
  return { kind: 'other', type }
}

/** `message.content` is a string or an array, whoever wrote it. */
const toBlocks = (content: unknown): readonly Block[] => {
  if (typeof content === 'string') return [{ kind: 'text', text: content }]
  return Array.isArray(content) ? content.map(toBlock) : []
}

const toUsage = (value: unknown): Usage | undefined => {
  if (!isFields(value)) return undefined
  const input = count(value.input_tokens)
  const cacheCreation = count(value.cache_creation_input_tokens)
  const cacheRead = count(value.cache_read_input_tokens)
  if (input === undefined && cacheCreation === undefined && cacheRead === undefined) return undefined
  return { input: input ?? 0, cacheCreation: cacheCreation ?? 0, cacheRead: cacheRead ?? 0, output: count(value.output_tokens) ?? 0 }
}

const toCompaction = (value: unknown): TranscriptRecord['compaction'] =>
  isFields(value) ? { trigger: string(value.trigger), preTokens: count(value.preTokens), postTokens: count(value.postTokens) } : undefined

const toJson = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * One line of a transcript to a record. Out: undefined when the line is no JSON object: torn, damaged or not Claude's. Never throws for
 * what stands in the line; fields of a wrong type count as missing. Source of the format: facts recorded from Claude Code 2.1.29 to 2.1.270.
 */
export const parseRecord = (line: string): TranscriptRecord | undefined => {
  const raw = toJson(line)
  if (!isFields(raw)) return undefined
  const message = isFields(raw.message) ? raw.message : {}
  const subtype = string(raw.subtype)
  return {
    type: string(raw.type),
    subtype,
    uuid: string(raw.uuid),
    timestamp: Number.isFinite(Date.parse(string(raw.timestamp))) ? string(raw.timestamp) : '',
    sessionId: string(raw.sessionId),
    cwd: string(raw.cwd),
    sidechain: raw.isSidechain === true,
    meta: raw.isMeta === true,
    compactSummary: raw.isCompactSummary === true,
    messageId: string(message.id),
    model: string(message.model),
    blocks: toBlocks(message.content),
    usage: toUsage(message.usage),
    compaction: subtype === 'compact_boundary' ? (toCompaction(raw.compactMetadata) ?? { trigger: '', preTokens: undefined, postTokens: undefined }) : undefined,
    attachment: isFields(raw.attachment) ? raw.attachment : undefined,
    raw,
  }
}
