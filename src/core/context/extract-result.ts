import { clipText } from '../text/clip-text.js'
import { agentTools, changeTools, fieldsOf, readTools, textOf } from '../transcript/tool-input.js'
import type { Block, TranscriptRecord } from '../transcript/transcript-record.js'
import { absolutePath, addFile, type FileUse } from './add-file.js'
import { addItem } from './add-item.js'
import { commandOutcome, errorLine, isRefusal, refusalWords } from './command-outcome.js'
import type { Source } from './context.js'
import { extractAgentAnswer } from './extract-agent.js'
import { extractAnswers } from './extract-answers.js'
import { extractPlanAnswer } from './extract-plan.js'
import { extractPrompt } from './extract-prompt.js'
import type { ExtractState } from './extract-state.js'
import { extractTodos } from './extract-todos.js'
import { filesWritten } from './files-written.js'

const errorLength = 1_000

/** A tool that is not known but says in its result that it changed a file (an MCP server's, a new one of Claude Code). */
const changedFile = (result: Readonly<Record<string, unknown>>): string =>
  Array.isArray(result.structuredPatch) || result.type === 'create' || result.type === 'update' ? textOf(result.filePath) : ''

/** Only what is in the project: a command's logs and scratch files elsewhere are nobody's work. */
const addWritten = (state: ExtractState, files: readonly string[], use: FileUse): void => {
  for (const file of files) if (state.directory !== '' && file.startsWith(`${state.directory}/`)) addFile(state.filesModified, state.clean(file), use)
}

/**
 * A tool's result. Only now is known whether a file was read or changed (a refused or failed edit is none), how a command ended, and what the user
 * said of a plan or a question. In: the state, which is changed; the block; its record; where. A result whose call is not known changes nothing.
 */
export const extractResult = (state: ExtractState, block: Block & { kind: 'tool-result' }, record: TranscriptRecord, source: Source): void => {
  const call = state.open.get(block.toolUseId)
  if (call === undefined) return
  state.open.delete(call.id)
  const { name, agent } = call
  const result = fieldsOf(record.raw.toolUseResult)
  const refused = isRefusal(block.text, record.raw)
  const of = agent === undefined ? {} : { agent }
  const failed = block.isError || refused
  if (name === 'Bash') {
    const how = commandOutcome(block.text, block.isError, record.raw)
    const command = textOf(call.input.command)
    addItem(state, 'commands', { command: state.clean(command), ...how, error: state.clean(how.error), source: call.source, ...of })
    if (how.outcome === 'ok') addWritten(state, filesWritten(command, call.cwd), { tool: name, source, agent, why: agent === undefined ? state.why : '' })
  }
  if (failed) {
    const text = refused ? ['refused by the user', refusalWords(block.text)].filter(Boolean).join(': ') : block.text.replace(/<\/?tool_use_error>/g, '')
    addItem(state, 'errors', { tool: name, about: call.about, text: clipText(state.clean(clipText(text, 4 * errorLength)), errorLength), source, ...of })
  }
  const path = textOf(call.input[readTools[name] ?? changeTools[name] ?? '']) || changedFile(result)
  if (path !== '' && !failed) {
    const clean = state.clean(absolutePath(path, call.cwd))
    if (name in readTools) addFile(state.filesRead, clean, { tool: name, source, agent })
    else addFile(state.filesModified, clean, { tool: name, source, agent, why: agent === undefined ? state.why : '' })
  }
  if (agentTools.includes(name)) extractAgentAnswer(state, call.id, block.text, failed, result)
  if (agent !== undefined) return
  if (failed || name === 'Bash') state.why = ''
  if (['TodoWrite', 'TaskCreate', 'TaskUpdate'].includes(name) && !failed) extractTodos(state, call, result, block.text)
  const said = refused ? refusalWords(block.text) : ''
  if (name === 'ExitPlanMode') extractPlanAnswer(state, { accepted: !failed, said: said || (failed ? errorLine(block.text) : ''), text: textOf(result.plan), file: textOf(result.filePath) })
  if (name === 'AskUserQuestion' && !failed) extractAnswers(state, block.text, result, source)
  if (said !== '') extractPrompt(state, said, 'refusal', source)
}
