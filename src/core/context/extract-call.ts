import { clipText } from '../text/clip-text.js'
import { agentTools, changeTools, neededField, readTools, textOf, toolInput } from '../transcript/tool-input.js'
import type { Block } from '../transcript/transcript-record.js'
import { absolutePath } from './add-file.js'
import { addItem } from './add-item.js'
import type { Source } from './context.js'
import { extractAgentStart } from './extract-agent.js'
import { extractPlanProposal } from './extract-plan.js'
import { extractDid } from './extract-said.js'
import type { ExtractState, OpenCall } from './extract-state.js'
import { extractWarning, type Place } from './extract-warning.js'

/** More calls at once than there can be: what is older has lost its result. */
const mostOpen = 1_000

const fileTools = { ...readTools, ...changeTools }

/** What a call is about, for people: a path, a command's first line, a pattern, a task. */
const aboutCall = (state: ExtractState, name: string, input: Readonly<Record<string, unknown>>, cwd: string): string => {
  const path = textOf(input[fileTools[name] ?? ''])
  if (path !== '') return clipText(state.clean(absolutePath(path, cwd)), 1_000)
  const words = ['command', 'pattern', 'url', 'query', 'description', 'subject', 'file_path', 'path'].map(key => textOf(input[key])).find(word => word !== '') ?? ''
  return clipText(state.clean(words).split('\n')[0] ?? '', 300)
}

/** A call that will have no result any more is a command whose end nobody saw. */
export const abandonCall = (state: ExtractState, call: OpenCall): void => {
  state.open.delete(call.id)
  if (call.name !== 'Bash') return
  const agent = call.agent === undefined ? {} : { agent: call.agent }
  addItem(state, 'commands', { command: state.clean(textOf(call.input.command)), outcome: 'unknown', exitCode: null, error: '', source: call.source, ...agent })
}

/** Claude calls a tool: the call is open until its result comes. In: the state, which is changed; the block; the record's cwd; where; the subagent, if it is one's. */
export const extractCall = (state: ExtractState, block: Block & { kind: 'tool-use' }, cwd: string, source: Source, agent: string | undefined, where: Place): void => {
  const { id, name } = block
  const needed = neededField(name)
  if (needed !== undefined && (typeof block.input[needed] !== 'string' || block.input[needed] === '')) return extractWarning(state, where, `${name} without ${needed} as a text`)
  if (id === '') return extractWarning(state, where, `${clipText(name, 50) || 'a tool'} is called without an id`)
  const about = aboutCall(state, name, block.input, cwd)
  const input = toolInput(block.input, state.clean)
  state.open.set(id, { id, name: clipText(state.clean(name), 100), input, about, cwd, source, agent })
  if (agent === undefined) {
    extractDid(state, `${name} ${about}`)
    if (name === 'ExitPlanMode') extractPlanProposal(state, textOf(input.plan), textOf(input.planFilePath), source)
  }
  if (agentTools.includes(name)) extractAgentStart(state, id, input, source)
  for (const oldest of state.open.values()) {
    if (state.open.size <= mostOpen) break
    abandonCall(state, oldest)
  }
}
