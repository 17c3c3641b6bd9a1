import type { Command, Correction, Decision, ErrorItem, ListName, Prompt } from './context.js'
import { clipText } from './clip-text.js'
import type { ExtractState } from './extract-state.js'

interface ItemOf {
  readonly prompts: Prompt
  readonly corrections: Correction
  readonly decisions: Decision
  readonly commands: Command
  readonly errors: ErrorItem
}

/** So many characters the lists may have together, and from which point on long texts are kept short: memory has a ceiling whatever is in a transcript. */
const mostWeight = 8_000_000
const crowded = 4_000_000
const longest = 100_000
const longestWhenCrowded = 4_000

/** Leaves a tenth of the longest list out, the oldest items; what the user said stays longest. */
const lighten = (state: ExtractState): void => {
  const weights = (['errors', 'commands', 'decisions', 'prompts', 'corrections'] as const).map(name => ({ name, weight: state.lists[name].reduce((sum, line) => sum + line.length, 0) }))
  const heavy = weights.find(({ weight }) => weight > mostWeight / 4) ?? weights[0]
  if (heavy === undefined) return
  const gone = state.lists[heavy.name].splice(0, Math.ceil(state.lists[heavy.name].length / 10))
  state.omitted = { ...state.omitted, [heavy.name]: (state.omitted[heavy.name] ?? 0) + gone.length }
  state.weight -= gone.reduce((sum, line) => sum + line.length, 0)
}

/**
 * One item more in a list. A text longer than 100,000 characters (4,000 in a crowded context) is cut and says how long it was; its source leads to the
 * whole. In: the state; the list; the item, clean. Out: the state.
 */
export const addItem = <Name extends ListName>(state: ExtractState, name: Name, item: ItemOf[Name]): ExtractState => {
  const limit = state.weight > crowded ? longestWhenCrowded : longest
  const key = 'command' in item ? 'command' : 'text'
  const text = 'command' in item ? item.command : item.text
  const kept = text.length > limit ? { ...item, [key]: clipText(text, limit), length: text.length } : item
  const line = JSON.stringify(kept)
  state.lists[name].push(line)
  state.weight += line.length
  while (state.weight > mostWeight) lighten(state)
  return state
}
