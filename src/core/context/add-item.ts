import { clipText } from '../text/clip-text.js'
import { betweenItems } from './between-items.js'
import { listNames, type Command, type Correction, type Decision, type ErrorItem, type ListName, type Prompt } from './context.js'
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

const newline = 0x0a

const weightOf = ({ kept, lists }: ExtractState, name: ListName): number => kept[name].length + lists[name].reduce((sum, line) => sum + line.length, 0)

/** Leaves out some of the oldest lines of a list's kept bytes: about a tenth of them, at least one. Out: how many lines went. */
const cutKept = (state: ExtractState, name: ListName): number => {
  const bytes = state.kept[name]
  const end = bytes.indexOf(newline, Math.floor(bytes.length / 10))
  const gone = end < 0 ? bytes : bytes.subarray(0, end)
  state.kept[name] = end < 0 ? new Uint8Array(0) : bytes.subarray(end + 1)
  let lines = 1
  for (let at = gone.indexOf(newline); at >= 0; at = gone.indexOf(newline, at + 1)) lines += 1
  return lines
}

/** Leaves a tenth of a heavy list out, the oldest items; what the user said stays longest. */
const lighten = (state: ExtractState): void => {
  const heavy = (['errors', 'commands', 'decisions', 'prompts', 'corrections'] as const).find(name => weightOf(state, name) > mostWeight / 5) ?? 'corrections'
  const before = weightOf(state, heavy)
  const gone = state.kept[heavy].length > 0 ? cutKept(state, heavy) : state.lists[heavy].splice(0, Math.ceil(state.lists[heavy].length / 10)).length
  state.omitted = { ...state.omitted, [heavy]: (state.omitted[heavy] ?? 0) + gone }
  state.weight -= before - weightOf(state, heavy)
}

/** So many lines are kept as strings at most: many small strings cost several times their bytes. */
const mostLines = 1_000

const fold = (state: ExtractState, name: ListName): void => {
  const fresh = Buffer.from(state.lists[name].join(betweenItems))
  const before = state.kept[name]
  state.kept[name] = before.length === 0 ? fresh : Buffer.concat([before, Buffer.from(betweenItems), fresh])
  state.lists[name] = []
  state.weight = listNames.reduce((sum, each) => sum + weightOf(state, each), 0)
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
  if (state.lists[name].length >= mostLines) fold(state, name)
  while (state.weight > mostWeight) lighten(state)
  return state
}
