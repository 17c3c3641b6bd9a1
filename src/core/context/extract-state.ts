import type { Agent, Boundary, FileItem, ListName, Plan, Prompt, Source, Todo } from './context.js'

/** A tool's call that has no result yet. `input` has of its input only what the extraction needs. */
export interface OpenCall {
  readonly id: string
  readonly name: string
  readonly input: Readonly<Record<string, unknown>>
  /** The file or command, for people. */
  readonly about: string
  readonly cwd: string
  readonly source: Source
  readonly agent: string | undefined
}

/**
 * How far an extraction has come: the context so far and what is needed to understand the next record. It is changed in place: the
 * functions that take it give the same one back. Its size follows what was extracted, never what tools printed, and has a ceiling (add-item.ts).
 */
export interface ExtractState {
  readonly directory: string
  /** From outside to what may be kept: cleaned, redacted. */
  readonly clean: (text: string) => string
  /** By path, the one used last at the end. */
  readonly filesRead: Map<string, FileItem>
  readonly filesModified: Map<string, FileItem>
  /** Items as one line of JSON each. What was there before is `kept` as the bytes of its lines (joined by `,` and a newline): it is never parsed again. */
  readonly lists: Record<ListName, string[]>
  readonly kept: Record<ListName, Uint8Array>
  omitted: Partial<Record<ListName, number>>
  /** Characters in `lists` and bytes in `kept`. */
  weight: number
  plans: Plan[]
  todos: Todo[]
  agents: Agent[]
  boundaries: Boundary[]
  goal: { first: Prompt | null; last: readonly Prompt[]; command: Prompt | null }
  readonly open: Map<string, OpenCall>
  /** What Claude said last and did last: what a correction is said against. */
  said: { readonly text: string; readonly source: Source } | null
  did: readonly string[]
  /** The user spoke last: what Claude does next is another thing than what it did before. */
  asked: boolean
  /** What files are changed for, as Claude said it: until the user speaks, a command is run or a call fails. */
  why: string
  updated: string
  /** Record types that were warned of: a new version of Claude Code is news once. */
  unknownTypes: readonly string[]
  /** Since the state was made or read: the first is shown, the others counted. */
  warnings: string[]
}

const nothing = new Uint8Array(0)

/** An extraction that has seen nothing. In: the project's directory; what cleans a text. */
export const newExtractState = (directory: string, clean: (text: string) => string): ExtractState => ({
  directory,
  clean,
  filesRead: new Map(),
  filesModified: new Map(),
  lists: { prompts: [], corrections: [], decisions: [], commands: [], errors: [] },
  kept: { prompts: nothing, corrections: nothing, decisions: nothing, commands: nothing, errors: nothing },
  omitted: {},
  weight: 0,
  plans: [],
  todos: [],
  agents: [],
  boundaries: [],
  goal: { first: null, last: [], command: null },
  open: new Map(),
  said: null,
  did: [],
  asked: false,
  why: '',
  updated: '',
  unknownTypes: [],
  warnings: [],
})
