import type { TranscriptRecord } from './transcript-record.js'

/** What Claude Code says about a command, or the command itself. */
const command = /^<(?:command-name|command-message)>/
const clear = /<command-name>\/clear<\/command-name>/

const textOf = ({ blocks }: TranscriptRecord): string => blocks.flatMap(block => (block.kind === 'text' ? [block.text] : [])).join('\n')

/**
 * Whether a transcript was begun by `/clear` rather than by a start of Claude Code: then the first thing that anybody said in it is that command.
 * (`/clear` begins a new file; the old one ends without a word of it.) In: its first records, in order, some 20 of them. What Claude Code says for
 * itself before (a caveat, snapshots, hooks' output) does not count; `/clear` later in a file cannot be, and does not either.
 */
export const beginsWithClear = (records: readonly TranscriptRecord[]): boolean => {
  const first = records.find(({ type, meta, sidechain }) => !meta && !sidechain && (type === 'user' || type === 'assistant'))
  if (first === undefined || first.type !== 'user') return false
  const text = textOf(first).trimStart()
  return command.test(text) && clear.test(text.slice(0, 500))
}
