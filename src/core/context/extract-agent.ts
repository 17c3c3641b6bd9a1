import { clipText } from '../text/clip-text.js'
import { textOf } from '../transcript/tool-input.js'
import type { Agent, Source } from './context.js'
import type { ExtractState } from './extract-state.js'

const mostAgents = 200

const settle = (agents: readonly Agent[]): Agent[] => (agents.length <= mostAgents ? [...agents] : agents.filter((agent, index) => agent.state === 'running' || index >= agents.length - mostAgents).slice(-2 * mostAgents))

/** A subagent that is started. In: the state, which is changed; the call's id and input; where. */
export const extractAgentStart = (state: ExtractState, call: string, input: Readonly<Record<string, unknown>>, source: Source): void => {
  const task = clipText(state.clean(textOf(input.description)), 500)
  state.agents = settle([...state.agents, { call, id: '', type: state.clean(textOf(input.subagent_type)), task, state: 'running', source }])
}

/** The result of a subagent's call. One that was sent to the background runs on; its id is how its end will be told. */
export const extractAgentAnswer = (state: ExtractState, call: string, text: string, isError: boolean, result: Readonly<Record<string, unknown>>): void => {
  const launched = !isError && (result.status === 'async_launched' || result.isAsync === true || /^Async agent launched/.test(text))
  const id = textOf(result.agentId) || (/agentId:?\s+([\w-]+)/.exec(text)?.[1] ?? '')
  state.agents = state.agents.map(agent => (agent.call === call ? { ...agent, id, state: launched ? 'running' : isError ? 'failed' : 'done' } : agent))
}

/** The news of a background task: `<task-notification>` with `<task-id>` and `<status>`. What is no such text changes nothing. */
export const extractAgentNews = (state: ExtractState, text: string): void => {
  if (!text.trimStart().startsWith('<task-notification>')) return
  const id = /<task-id>([^<]*)<\/task-id>/.exec(text)?.[1]?.trim() ?? ''
  const call = /<tool-use-id>([^<]*)<\/tool-use-id>/.exec(text)?.[1]?.trim() ?? ''
  const status = /<status>([^<]*)<\/status>/.exec(text)?.[1]?.trim() ?? ''
  if (status === '' || status === 'running') return
  state.agents = state.agents.map(agent =>
    agent.state === 'running' && ((id !== '' && agent.id === id) || (call !== '' && agent.call === call)) ? { ...agent, state: status === 'completed' ? 'done' : 'failed' } : agent,
  )
}
