import { humanPrompt } from './human-prompt.js'
import { recordTexts } from './record-text.js'
import { renderToolUse } from './render-tool-use.js'
import type { TranscriptRecord } from './transcript-record.js'

/** A result is what a tool printed, and can be long; a reader of the part needs its beginning. */
const resultLines = 40

/**
 * A record to readable lines in the grammar of Claude Code's own screen. In: any record. Out: [] when it has nothing to show (what Claude Code
 * wrote for itself, subagents, summaries, snapshots, titles, thinking); else a heading, its continuation, and one empty line, which parts it
 * from the next record. The same record gives the same lines, whenever and wherever.
 *
 * `❯ prompt`, `⏺ text`, `⏺ Tool(argument)`, `  ⎿  result` (indented by five after its first line), `✻ Conversation compacted`. Texts are whole and
 * not wrapped; of a result stand the first 40 lines. No line has a line break in it; other control characters are left to whoever keeps the
 * lines. No line starts like a marker of core/filling/fill-lines.ts, whatever the record says: all that is quoted stands behind a glyph or blanks.
 */
export const renderRecord = (record: TranscriptRecord): readonly string[] => {
  if (record.sidechain || record.meta || record.compactSummary) return []
  const lines = record.compaction !== undefined ? ['✻ Conversation compacted'] : record.type === 'assistant' ? answer(record) : said(record)
  return lines.length === 0 ? [] : [...lines, '']
}

const answer = (record: TranscriptRecord): readonly string[] => {
  const shown = recordTexts(record)
  const items = record.blocks.flatMap(block => {
    if (block.kind === 'tool-use') return [renderToolUse(block.name, block.input)]
    return block.kind === 'text' && shown.includes(block.text.trim()) ? [block.text.trim()] : []
  })
  return items.flatMap((item, index) => [...(index === 0 ? [] : ['']), ...heading('⏺', item)])
}

const said = (record: TranscriptRecord): readonly string[] => {
  const prompt = humanPrompt(record)
  if (prompt !== undefined) return heading('❯', prompt)
  if (record.type === 'attachment') return notice(attached(record))
  if (record.type !== 'user' && record.subtype !== 'local_command') return []
  const blocks = record.type === 'user' ? record.blocks : [{ kind: 'text', text: typeof record.raw.content === 'string' ? record.raw.content : '' } as const]
  return blocks.flatMap(block => {
    if (block.kind === 'tool-result') return result(block.text, block.isError)
    return block.kind === 'text' ? local(block.text.trim()) : []
  })
}

/** What is written under the user's name and was not typed as a prompt: commands of Claude Code, of the shell (`!`), their output, interruptions. */
const local = (text: string): readonly string[] => {
  const name = tagged(text, 'command-name')
  if (name !== undefined) return heading('❯', `${name} ${tagged(text, 'command-args') ?? ''}`.trim())
  const command = tagged(text, 'bash-input')
  if (command !== undefined) return heading('!', command)
  const out = tagged(text, 'local-command-stdout') ?? tagged(text, 'bash-stdout')
  const err = tagged(text, 'local-command-stderr') ?? tagged(text, 'bash-stderr')
  if (out !== undefined || err !== undefined) return [...(out === '' && err ? [] : result(out ?? '', false)), ...(err ? result(err, true) : [])]
  return text.startsWith('[Request interrupted') ? result(text, false) : notice(text)
}

/** A background task's news. */
const notice = (text: string): readonly string[] => {
  const summary = text.startsWith('<task-notification>') ? tagged(text, 'summary') : undefined
  return summary ? heading('⏺', summary) : []
}

const attached = ({ attachment }: TranscriptRecord): string =>
  attachment?.type === 'queued_command' && typeof attachment.prompt === 'string' ? attachment.prompt.trim() : ''

const tagged = (text: string, tag: string): string | undefined => {
  const start = text.indexOf(`<${tag}>`)
  const end = text.indexOf(`</${tag}>`, start)
  return start < 0 || end < 0 ? undefined : text.slice(start + tag.length + 2, end).trim()
}

const toLines = (text: string): readonly string[] => text.split(/\r\n|\n|\r/)
const behind = (indent: string, line: string): string => (line.trim() === '' ? '' : indent + line)

const heading = (glyph: string, text: string): readonly string[] => {
  const [first = '', ...rest] = toLines(text)
  return [`${glyph} ${first}`, ...rest.map(line => behind('  ', line))]
}

const result = (text: string, isError: boolean): readonly string[] => {
  const bare = text.replace(/<system-reminder>[\s\S]*?<\/system-reminder>/g, '').replace(/<\/?tool_use_error>/g, '').replace(/^\s*\n/, '').trimEnd()
  const [first = '', ...rest] = toLines(isError && !/^\s*error\b/i.test(bare) ? `Error: ${bare}` : bare)
  const over = rest.length + 1 - resultLines
  return [
    `  ⎿  ${first === '' && rest.length === 0 ? '(no content)' : first}`,
    ...rest.slice(0, resultLines - 1).map(line => behind('     ', line)),
    ...(over > 0 ? [`     … +${over} ${over === 1 ? 'line' : 'lines'} (the transcript has them)`] : []),
  ]
}
