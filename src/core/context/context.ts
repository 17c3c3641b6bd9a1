/**
 * What of a session must not be forgotten, as context.json holds it (`contextSchema` is its published schema). Lists are in the order of the
 * session. Every item says where it came from.
 */
export interface Context {
  readonly schema: 1
  readonly id: string
  /** The project's directory: paths inside it are given relative to it. */
  readonly directory: string
  readonly previous: string
  /** What it was taken from: exact from the transcript, or as far as the screen showed it. */
  readonly from: ContextBasis
  /** Time of the newest record, '' where lines have no time. */
  readonly updated: string
  /** The first thing that was asked for, and the newest ones; the newest slash command that is not Claude Code's own. Texts are cut here, not in `prompts`. */
  readonly goal: { readonly first: Prompt | null; readonly last: readonly Prompt[]; readonly command: Prompt | null }
  readonly filesModified: readonly FileItem[]
  readonly filesRead: readonly FileItem[]
  readonly plans: readonly Plan[]
  readonly todos: readonly Todo[]
  readonly agents: readonly Agent[]
  /** Calls that have no result yet. */
  readonly running: readonly Running[]
  readonly boundaries: readonly Boundary[]
  readonly prompts: readonly Prompt[]
  readonly corrections: readonly Correction[]
  readonly decisions: readonly Decision[]
  readonly commands: readonly Command[]
  readonly errors: readonly ErrorItem[]
  /** How many of the oldest were left out, by list, because the context would have grown without bound; the transcript beside it has them. */
  readonly omitted: Readonly<Partial<Record<ListName, number>>>
}

/** What a context is taken from. */
export type ContextBasis = 'transcript' | 'scrollback'

/** The lists that only grow. They are kept as encoded lines while a transcript is read: see context-text.ts. */
export const listNames = ['prompts', 'corrections', 'decisions', 'commands', 'errors'] as const
export type ListName = (typeof listNames)[number]

/** A record of the transcript (its uuid, or `file:line` where it has none), or a line of a part. */
export type Source = { readonly record: string; readonly time: string } | { readonly part: number; readonly line: number }

export interface FileItem {
  readonly path: string
  readonly count: number
  readonly first: Source
  readonly last: Source
  /** The tools that did it, and the subagents (main work has none). */
  readonly by: readonly string[]
  readonly agents?: readonly string[]
  /** What Claude said before it did it last. */
  readonly why?: string
}

export interface Prompt {
  readonly text: string
  /** Typed at the prompt, typed while Claude worked, said when refusing what Claude was about to do, or a slash command with what was typed behind it. */
  readonly kind: 'typed' | 'queued' | 'refusal' | 'slash'
  readonly source: Source
  /** Only where `text` was cut: how long it was. */
  readonly length?: number
}

export interface Correction {
  readonly text: string
  /** Which rule found it. */
  readonly rule: string
  /** What Claude had just said and done. */
  readonly against: { readonly said: string; readonly did: readonly string[]; readonly source: Source | null }
  readonly source: Source
  readonly length?: number
}

export interface Decision {
  readonly who: 'user' | 'answer' | 'claude'
  readonly text: string
  /** '' where none was given. */
  readonly reason: string
  /** Of an answer: what was asked. */
  readonly question?: string
  readonly source: Source
}

export interface Command {
  readonly command: string
  readonly outcome: 'ok' | 'failed' | 'refused' | 'interrupted' | 'background' | 'unknown'
  readonly exitCode: number | null
  /** The first line that tells of the error, '' when it went well. */
  readonly error: string
  readonly source: Source
  /** Typed by the user behind `!`, or a subagent's. */
  readonly agent?: string
  readonly length?: number
}

export interface ErrorItem {
  readonly tool: string
  /** The file or command it was about. */
  readonly about: string
  readonly text: string
  readonly source: Source
  readonly agent?: string
}

export interface Plan {
  readonly text: string
  readonly file: string
  readonly state: 'proposed' | 'active' | 'done' | 'superseded' | 'rejected'
  /** What the user said when rejecting it. */
  readonly said: string
  readonly source: Source
}

export interface Todo {
  readonly id: string
  readonly text: string
  readonly state: string
  readonly source: Source
}

export interface Agent {
  /** The call's id. */
  readonly call: string
  readonly id: string
  readonly type: string
  readonly task: string
  readonly state: 'running' | 'done' | 'failed'
  readonly source: Source
}

export interface Running {
  readonly tool: string
  readonly about: string
  /** Of a command: all of it. */
  readonly command?: string
  readonly source: Source
  readonly agent?: string
}

export interface Boundary {
  readonly trigger: string
  readonly source: Source
}
