/**
 * context.json as text: JSON with every item of a list on a line of its own. So the lists that only grow are taken over line by line, never parsed and
 * written again: the cost of a tick follows what is new, and `grep` and `diff` are of use on the file.
 */
import { type Context, type ContextBasis, listNames, type ListName } from './context.js'
import { type ExtractState, newExtractState } from './extract-state.js'
import { textOf } from './tool-input.js'

/** What a context says of its session. */
export interface ContextHead {
  readonly id: string
  readonly directory: string
  readonly previous: string
  readonly from: ContextBasis
}

const list = (name: string, lines: readonly string[]): string => (lines.length === 0 ? `"${name}":[]` : `"${name}":[\n${lines.join(',\n')}\n]`)
const encodeAll = (items: Iterable<unknown>): string[] => [...items].map(item => JSON.stringify(item))

/** The text of context.json. In: whose it is; the extraction. Out: the text, the same for the same state. */
export const encodeContext = (head: ContextHead, state: ExtractState): string => {
  const { updated, goal, omitted } = state
  const running = [...state.open.values()].map(({ name, about, input, source, agent }) => ({ tool: name, about, ...(name === 'Bash' ? { command: textOf(input.command) } : {}), source, ...(agent === undefined ? {} : { agent }) }))
  const { id, directory, previous, from } = head
  const fields = Object.entries({ schema: 1, id, directory, previous, from, updated, goal, omitted }).map(([key, value]) => `"${key}":${JSON.stringify(value)}`)
  const lists = [
    list('filesModified', encodeAll(state.filesModified.values())),
    list('filesRead', encodeAll(state.filesRead.values())),
    list('plans', encodeAll(state.plans)),
    list('todos', encodeAll(state.todos)),
    list('agents', encodeAll(state.agents)),
    list('running', encodeAll(running)),
    list('boundaries', encodeAll(state.boundaries)),
    ...listNames.map(name => list(name, state.lists[name])),
  ]
  return `{\n${[...fields, ...lists].join(',\n')}\n}\n`
}

const withoutComma = (line: string): string => (line.endsWith(',') ? line.slice(0, -1) : line)

/** The lines of each list, and the fields beside them. In: what `encodeContext` wrote. */
const takeApart = (text: string): { fields: string[]; lists: Map<string, string[]> } => {
  const fields: string[] = []
  const lists = new Map<string, string[]>()
  let open: string[] | undefined
  for (const line of text.split('\n').slice(1, -2)) {
    const name = /^"(\w+)":\[$/.exec(line)?.[1]
    if (name !== undefined && open === undefined) lists.set(name, (open = []))
    else if (open !== undefined && (line === ']' || line === '],')) open = undefined
    else if (open !== undefined) open.push(withoutComma(line))
    else fields.push(withoutComma(line))
  }
  return { fields, lists }
}

/**
 * The extraction that a context came from, but for what only its state file has. In: the text, which is known to be ours byte for byte; what cleans a text.
 * Throws SyntaxError for what is not.
 */
export const decodeExtract = (text: string, directory: string, clean: (text: string) => string): ExtractState => {
  const { fields, lists } = takeApart(text)
  const head = JSON.parse(`{${fields.join(',')}}`) as Context
  const items = <Key extends 'filesModified' | 'filesRead' | 'plans' | 'todos' | 'agents' | 'boundaries'>(name: Key): Context[Key][number][] => JSON.parse(`[${(lists.get(name) ?? []).join(',')}]`) as Context[Key][number][]
  const kept = Object.fromEntries(listNames.map(name => [name, lists.get(name) ?? []])) as Record<ListName, string[]>
  return {
    ...newExtractState(directory, clean),
    filesModified: new Map(items('filesModified').map(item => [item.path, item])),
    filesRead: new Map(items('filesRead').map(item => [item.path, item])),
    lists: kept,
    omitted: head.omitted,
    weight: listNames.reduce((sum, name) => sum + kept[name].reduce((all, line) => all + line.length, 0), 0),
    plans: items('plans'),
    todos: items('todos'),
    agents: items('agents'),
    boundaries: items('boundaries'),
    goal: head.goal,
    updated: head.updated,
  }
}
