/**
 * context.json as text: JSON with every item of a list on a line of its own. So the lists that only grow are taken over as they stand, never parsed and
 * written again: the cost of a tick follows what is new, and `grep` and `diff` are of use on the file.
 */
import { textOf } from '../transcript/tool-input.js'
import { betweenItems } from './between-items.js'
import { type Context, type ContextBasis, listNames, type ListName } from './context.js'
import { type ExtractState, newExtractState } from './extract-state.js'

/** What a context says of its session. */
export interface ContextHead {
  readonly id: string
  readonly directory: string
  readonly previous: string
  readonly from: ContextBasis
}

const [comma, closing] = [betweenItems, '\n}\n'].map(text => Buffer.from(text)) as [Buffer, Buffer]

const list = (name: string, lines: readonly string[]): string => (lines.length === 0 ? `"${name}":[]` : `"${name}":[\n${lines.join(',\n')}\n]`)

/** A growing list: what was there before as it stood, then what is new. */
const growing = (name: ListName, { kept, lists }: ExtractState): Buffer => {
  const [old, fresh] = [kept[name], lists[name].join(',\n')]
  if (old.length === 0) return Buffer.from(list(name, lists[name]))
  return Buffer.concat([Buffer.from(`"${name}":[\n`), old, Buffer.from(fresh === '' ? '\n]' : `,\n${fresh}\n]`)])
}

const encodeAll = (items: Iterable<unknown>): string[] => [...items].map(item => JSON.stringify(item))

/** The bytes of context.json. In: whose it is; the extraction. Out: the same for the same state. */
export const encodeContext = (head: ContextHead, state: ExtractState): Buffer => {
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
  ]
  return Buffer.concat([Buffer.from(`{\n${[...fields, ...lists].join(',\n')}`), ...listNames.flatMap(name => [comma, growing(name, state)]), closing])
}

const withoutComma = (line: string): string => (line.endsWith(',') ? line.slice(0, -1) : line)

/** The fields and the short lists' lines, of the text before the growing lists. */
const takeApart = (text: string): { fields: string[]; lists: Map<string, string[]> } => {
  const fields: string[] = []
  const lists = new Map<string, string[]>()
  let open: string[] | undefined
  for (const line of text.split('\n').slice(1)) {
    if (open !== undefined && line.startsWith('{')) open.push(withoutComma(line))
    else if (open !== undefined) open = undefined
    else if (line.endsWith(':[')) lists.set(line.slice(1, -3), (open = []))
    else fields.push(withoutComma(line))
  }
  return { fields, lists }
}

/** The bytes of the growing lists' lines, and where the first list begins. No item has a newline in it, so that a list's name at a line's beginning is its own. */
const takeGrowing = (bytes: Buffer): { begin: number; kept: Record<ListName, Uint8Array> } => {
  const starts = listNames.map(name => bytes.indexOf(`\n"${name}":[`))
  if (starts.includes(-1)) throw new SyntaxError('a list is missing')
  const ends = [...starts.slice(1), bytes.length - '\n}\n'.length + 1]
  const kept = { ...newExtractState('', text => text).kept }
  listNames.forEach((name, index) => {
    // From behind `[` and a newline to before a newline and `]` (and a comma, but for the last); an empty list is `[]`.
    const from = (starts[index] ?? 0) + `\n"${name}":[\n`.length
    const to = (ends[index] ?? 0) - '\n],'.length
    kept[name] = bytes.subarray(from, Math.max(from, to))
  })
  return { begin: starts[0] ?? 0, kept }
}

/**
 * The extraction that a context came from, but for what only its state file has. In: the bytes, which are known to be ours; what cleans a text.
 * Throws SyntaxError for what is not.
 */
export const decodeExtract = (bytes: Buffer, directory: string, clean: (text: string) => string): ExtractState => {
  const { begin, kept } = takeGrowing(bytes)
  const { fields, lists } = takeApart(bytes.subarray(0, begin).toString('utf8'))
  const head = JSON.parse(`{${fields.join(',')}}`) as Context
  const items = <Key extends 'filesModified' | 'filesRead' | 'plans' | 'todos' | 'agents' | 'boundaries'>(name: Key): Context[Key][number][] => JSON.parse(`[${(lists.get(name) ?? []).join(',')}]`) as Context[Key][number][]
  return {
    ...newExtractState(directory, clean),
    filesModified: new Map(items('filesModified').map(item => [item.path, item])),
    filesRead: new Map(items('filesRead').map(item => [item.path, item])),
    kept,
    omitted: head.omitted,
    weight: listNames.reduce((sum, name) => sum + kept[name].length, 0),
    plans: items('plans'),
    todos: items('todos'),
    agents: items('agents'),
    boundaries: items('boundaries'),
    goal: head.goal,
    updated: head.updated,
  }
}
