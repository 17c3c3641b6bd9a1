/**
 * What was to be kept of a stretch of a transcript, read from the raw JSON without any of the tool's own reading: what the tool is measured against must not be its own word. Only
 * the judge of corrections and the cleaning of texts (controls, secrets) are the tool's.
 */
import { isAbsolute, join, normalize } from 'node:path/posix'
import { judgeCorrection } from '../../src/core/context/judge-correction.js'
import type { Remembered } from '../../src/core/handoff/retained-in.js'
import { cleanText } from '../../src/core/text/clean-text.js'

type Fields = Record<string, unknown>

const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {})
const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const words = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A line to its object; undefined when it is none. */
export const rawRecord = (line: string): Fields | undefined => {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const notTyped = ['<command-name>', '<command-message>', '<command-args>', '<local-command-', '<bash-', '<task-notification>', '<user-memory-input>', '[Request interrupted', 'Caveat: The messages below', 'This session is being continued']
const reminders = /<(system-reminder|ide_opened_file|ide_selection|ide_diagnostics)>[^]*?<\/\1>/g

/** Text blocks of a content, joined. */
const textIn = (content: unknown): string =>
  typeof content === 'string' ? content : array(content).flatMap(piece => (typeof piece === 'string' ? [piece] : fields(piece).type === 'text' || 'text' in fields(piece) ? [words(fields(piece).text)] : [])).join('\n')

const typedIn = (record: Fields): string => {
  if (record.isSidechain === true || record.isMeta === true || record.isCompactSummary === true || record.isVisibleInTranscriptOnly === true) return ''
  const attachment = fields(record.attachment)
  const queued = record.type === 'attachment' && attachment.type === 'queued_command' && (attachment.commandMode === undefined || attachment.commandMode === 'prompt')
  const content = fields(record.message).content
  const own = record.type === 'user' && record.toolUseResult === undefined && !array(content).some(piece => fields(piece).type === 'tool_result')
  const text = (queued ? textIn(attachment.prompt) : own ? textIn(content) : '').replace(reminders, '').trim()
  return notTyped.some(start => text.startsWith(start)) ? '' : text
}

/** In: the lines of the stretch; the project's directory. Out: everything, in order; a file stands where it was used last. */
export const retentionTruth = (lines: readonly string[], directory: string): Remembered => {
  const clean = (text: string): string => cleanText(text, true)
  const calls = new Map<string, { name: string; input: Fields; cwd: string }>()
  const [modified, read] = [new Map<string, number>(), new Map<string, number>()]
  const [commands, prompts, corrections]: [string[], string[], string[]] = [[], [], []]
  const use = (files: Map<string, number>, path: unknown, cwd: string, at: number): void => {
    if (words(path) !== '') files.set(clean(normalize(isAbsolute(words(path)) || cwd === '' ? words(path) : join(cwd, words(path)))), at)
  }
  lines.forEach((line, at) => {
    const record = rawRecord(line)
    if (record === undefined) return
    const cwd = words(record.cwd)
    for (const piece of array(fields(record.message).content).map(fields)) {
      if (record.type === 'assistant' && piece.type === 'tool_use') {
        calls.set(words(piece.id), { name: words(piece.name), input: fields(piece.input), cwd })
        if (piece.name === 'Bash' && words(fields(piece.input).command) !== '') commands.push(clean(words(fields(piece.input).command)))
      }
      const call = record.type === 'user' && piece.type === 'tool_result' ? calls.get(words(piece.tool_use_id)) : undefined
      if (call === undefined) continue
      calls.delete(words(piece.tool_use_id))
      const said = /^The user doesn't want to[^]*?the user said:\s*([^]*)$/.exec(textIn(piece.content))?.[1]?.replace(/\n+Note: The user's next message[^]*$/, '') ?? ''
      if (said.trim() !== '' && record.isSidechain !== true) {
        prompts.push(clean(said))
        corrections.push(clean(said))
      }
      if (piece.is_error === true) continue
      if (['Edit', 'MultiEdit', 'Write'].includes(call.name)) use(modified, call.input.file_path, call.cwd, at)
      if (call.name === 'NotebookEdit') use(modified, call.input.notebook_path, call.cwd, at)
      if (call.name === 'Read') use(read, call.input.file_path, call.cwd, at)
    }
    if (record.type === 'attachment' && fields(record.attachment).type === 'file') use(read, fields(record.attachment).filename, cwd, at)
    const typed = clean(typedIn(record))
    if (typed === '') return
    prompts.push(typed)
    if (judgeCorrection(typed).isCorrection) corrections.push(typed)
  })
  const inOrder = (files: Map<string, number>): string[] => [...files].sort(([, one], [, other]) => one - other).map(([path]) => path)
  return { directory, filesModified: inOrder(modified), filesRead: inOrder(read), commands, prompts, corrections }
}
