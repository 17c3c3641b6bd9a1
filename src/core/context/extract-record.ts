import { clipText } from '../text/clip-text.js'
import { humanPrompt } from '../transcript/human-prompt.js'
import { sentByProgram } from '../transcript/sent-by-program.js'
import { slashCommand } from '../transcript/slash-command.js'
import { fieldsOf, textOf } from '../transcript/tool-input.js'
import type { TranscriptRecord } from '../transcript/transcript-record.js'
import { absolutePath, addFile } from './add-file.js'
import { addItem } from './add-item.js'
import type { Source } from './context.js'
import { extractAgentNews } from './extract-agent.js'
import { abandonCall, extractCall } from './extract-call.js'
import { extractDecision } from './extract-decision.js'
import { extractPrompt, forGoal } from './extract-prompt.js'
import { extractResult } from './extract-result.js'
import { extractSaid } from './extract-said.js'
import type { ExtractState } from './extract-state.js'
import { extractWarning, type Place } from './extract-warning.js'

/** Record types of Claude Code up to 2.1.270. What is none of them is warned of once and read as far as it looks like one. */
const knownTypes =
  /^(?:assistant|user|system|attachment|queue-operation|last-prompt|mode|permission-mode|ai-title|custom-title|agent-name|file-history-(?:snapshot|delta)|pr-link|bridge-session|atis-latch|cost-state|relocated|worktree-state|started|result|launched|failed|frame-link|fork-context-ref|continued-in|summary|progress)$/

const textsOf = (record: TranscriptRecord): string[] => record.blocks.flatMap(block => (block.kind === 'text' ? [block.text] : []))

/** `!command` at the prompt runs without Claude; a slash command says what Claude is to do. */
const extractTyped = (state: ExtractState, record: TranscriptRecord, source: Source): void => {
  const text = textsOf(record).join('\n')
  const input = /^<bash-input>([^]*?)<\/bash-input>/.exec(text)?.[1]
  if (input !== undefined) addItem(state, 'commands', { command: state.clean(input), outcome: 'unknown', exitCode: null, error: '', source, agent: 'user' })
  const command = slashCommand(text)
  if (command === undefined) return
  state.goal = { ...state.goal, command: forGoal({ text: state.clean(command), kind: 'slash', source }) }
  extractAsked(state, command, 'slash', source)
}

/** Who types at the prompt has Claude waiting: calls of before will have no result any more. */
const extractAsked = (state: ExtractState, text: string, kind: 'typed' | 'slash', source: Source): void => {
  for (const call of [...state.open.values()]) if (call.agent === undefined) abandonCall(state, call)
  extractPrompt(state, text, kind, source)
  ;[state.asked, state.why] = [true, '']
}

const extractUser = (state: ExtractState, record: TranscriptRecord, source: Source): void => {
  for (const block of record.blocks) if (block.kind === 'tool-result') extractResult(state, block, record, source)
  const prompt = sentByProgram(record) ? undefined : humanPrompt(record)
  if (prompt !== undefined) return extractAsked(state, prompt, 'typed', source)
  for (const text of textsOf(record)) extractAgentNews(state, text)
  if (!record.sidechain && !record.meta && !record.compactSummary) extractTyped(state, record, source)
}

const extractAttachment = (state: ExtractState, record: TranscriptRecord, source: Source): void => {
  const { attachment } = record
  const prompt = sentByProgram(record) ? undefined : humanPrompt(record)
  if (prompt !== undefined) extractPrompt(state, prompt, 'queued', source)
  else if (attachment?.type === 'queued_command') extractAgentNews(state, textOf(attachment.prompt))
  // A file that was mentioned with @ is read without a call.
  const path = attachment?.type === 'file' ? textOf(attachment.filename) || textOf(fieldsOf(fieldsOf(attachment.content).file).filePath) : ''
  if (path !== '') addFile(state.filesRead, state.clean(absolutePath(path, record.cwd)), { tool: '@', source })
}

const extractAssistant = (state: ExtractState, record: TranscriptRecord, source: Source, agent: string | undefined, where: Place): void => {
  if (record.raw.isApiErrorMessage === true) {
    addItem(state, 'errors', { tool: 'API', about: '', text: clipText(state.clean(textsOf(record).join('\n')), 2_000), source })
    return
  }
  for (const block of record.blocks) {
    if (block.kind === 'tool-use') extractCall(state, block, record.cwd, source, agent, where)
    if (block.kind !== 'text' || agent !== undefined) continue
    const text = state.clean(clipText(block.text, 50_000))
    if (text === '') continue
    extractSaid(state, text, source)
    extractDecision(state, text, 'claude', source)
  }
}

/**
 * The reducer: what one record of a transcript adds to the context. In: the state, which is changed; the record, or undefined for a line that is none; where
 * it stands. Out: the state. Throws for nothing that a transcript can hold; what cannot be understood leaves a warning with file and line.
 * A subagent's records count for files, commands and errors, which then say whose they are; what is said in them is not the user's.
 */
export const extractRecord = (state: ExtractState, record: TranscriptRecord | undefined, where: Place): ExtractState => {
  if (record === undefined) {
    extractWarning(state, where, 'not a record')
    return state
  }
  const type = clipText(record.type, 60)
  if (!knownTypes.test(type) && !state.unknownTypes.includes(type) && state.unknownTypes.length < 100) {
    state.unknownTypes = [...state.unknownTypes, type]
    extractWarning(state, where, type === '' ? 'a record without a type' : `a record of an unknown type, ${JSON.stringify(type)}`)
  }
  const source: Source = { record: state.clean(clipText(record.uuid, 100)) || `${where.file}:${where.line}`, time: record.timestamp }
  if (record.timestamp > state.updated) state.updated = record.timestamp
  const agent = record.sidechain ? state.clean(clipText(textOf(record.raw.agentId), 100)) || 'subagent' : undefined
  if (record.compaction !== undefined && agent === undefined) state.boundaries = [...state.boundaries, { trigger: state.clean(clipText(record.compaction.trigger, 50)), source }].slice(-1_000)
  if (record.subtype === 'api_error') addItem(state, 'errors', { tool: 'API', about: '', text: clipText(state.clean(textOf(record.raw.content) || JSON.stringify(record.raw.error ?? '').slice(0, 2_000)), 2_000), source })
  if (record.type === 'user') extractUser(state, record, source)
  else if (record.type === 'assistant') extractAssistant(state, record, source, agent, where)
  else if (record.type === 'attachment') extractAttachment(state, record, source)
  return state
}
