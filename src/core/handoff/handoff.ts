import type { Command, Context, ContextBasis, Correction, Decision, ErrorItem, Plan, Prompt, Source, Todo } from '../context/context.js'
import { relativePath } from '../text/relative-path.js'

/** Where everything else can be read: paths, '' for what there is not. `earlier`: the contexts of the lineage's sessions before, the nearest first. */
export interface HandoffPlaces {
  readonly context: string
  readonly transcript: string
  readonly scrollback: string
  readonly earlier?: readonly Context[]
}

/** A file as the next session hears of it: its path relative to the project. */
export interface HandoffFile {
  readonly path: string
  readonly count: number
  readonly why: string
}

/** A command, how many times it was run and how it went last. */
export interface HandoffCommand extends Pick<Command, 'command' | 'exitCode' | 'error'> {
  /** Of what the user ran behind `!` a transcript has no end. */
  readonly outcome: Command['outcome'] | 'running' | 'run by the user'
  readonly times: number
}

/**
 * What the next Claude context of a lineage begins with, as handoff.json holds it. All of it is facts about what was said and done. Lists begin with what is newest; they are
 * longer than what the text has room for.
 */
export interface Handoff {
  readonly schema: 1
  /** The session that ended, the one before it, and when its newest record was written. */
  readonly from: string
  readonly previous: string
  readonly updated: string
  readonly directory: string
  readonly source: ContextBasis
  readonly places: Omit<HandoffPlaces, 'earlier'>
  readonly goal: Context['goal']
  readonly plan: Plan | null
  readonly rejectedPlans: readonly Plan[]
  readonly todos: readonly Todo[]
  readonly todosDone: number
  /** Subagents and calls that had not ended. */
  readonly running: readonly string[]
  readonly corrections: readonly Correction[]
  readonly decisions: readonly Decision[]
  readonly filesModified: readonly HandoffFile[]
  readonly filesRead: readonly HandoffFile[]
  readonly commands: readonly HandoffCommand[]
  readonly errors: readonly ErrorItem[]
  readonly prompts: readonly Prompt[]
  /** `asked` first and `last`. */
  readonly earlier: readonly { readonly id: string; readonly asked: string; readonly last: string; readonly corrections: readonly string[] }[]
  /** The session that left it, where that had nothing of its own to tell. */
  readonly leftBy?: string
}

const most = { decisions: 100, filesRead: 500, commands: 100, errors: 50, prompts: 100, earlier: 10 }

const newest = <T>(items: readonly T[], count = items.length): T[] => items.slice(-count).reverse()

/** Newest last. A context keeps things in the order of their reading, and the records of subagents are read after the main ones. What has no time (a line of a part) stays where it is. */
const byTime = <T>(items: readonly T[], sourceOf: (item: T) => Source): T[] => {
  let latest = ''
  const timed = items.map(item => {
    const source = sourceOf(item)
    latest = 'time' in source && source.time !== '' ? source.time : latest
    return { item, time: latest }
  })
  return timed.sort((one, other) => (one.time === other.time ? 0 : one.time < other.time ? -1 : 1)).map(({ item }) => item)
}

const newestFiles = (files: Context['filesModified'], directory: string): HandoffFile[] =>
  newest(byTime(files, ({ last }) => last)).map(({ path, count, why = '' }) => ({ path: relativePath(path, directory), count, why }))

/** The newest commands, each once; those that still run are the newest. */
const newestCommands = ({ commands, running }: Context): HandoffCommand[] => {
  const times = new Map<string, HandoffCommand>()
  const unfinished = running.flatMap(({ command }) => (command === undefined ? [] : [{ command, outcome: 'running' as const, exitCode: null, error: '' }]))
  for (const { command, exitCode, error, ...how } of newest([...byTime(commands, ({ source }) => source), ...unfinished])) {
    const outcome = 'agent' in how && how.agent === 'user' ? 'run by the user' : how.outcome
    const known = times.get(command)
    if (known !== undefined) times.set(command, { ...known, times: known.times + 1 })
    else if (times.size < most.commands) times.set(command, { command, outcome, exitCode, error, times: 1 })
  }
  return [...times.values()]
}

/** A session's context to what the next one of its lineage begins with. In: the context; the places. Pure: the same in, the same out. */
export const toHandoff = (context: Context, places: HandoffPlaces): Handoff => {
  const { earlier = [], ...where } = places
  const agents = context.agents.filter(agent => agent.state === 'running').map(agent => `subagent ${agent.type} ${agent.task}`.replace(/ +/g, ' ').trim())
  const calls = context.running.filter(call => call.command === undefined && call.tool !== 'Agent' && call.tool !== 'Task').map(call => `${call.tool} ${call.about}`.trim())
  return {
    schema: 1,
    from: context.id,
    previous: context.previous,
    updated: context.updated,
    directory: context.directory,
    source: context.from,
    places: where,
    goal: context.goal,
    plan: newest(context.plans).find(plan => plan.state === 'active' || plan.state === 'proposed') ?? null,
    rejectedPlans: newest(context.plans.filter(plan => plan.state === 'rejected'), 3),
    todos: context.todos.filter(todo => todo.state !== 'completed'),
    todosDone: context.todos.filter(todo => todo.state === 'completed').length,
    running: [...agents, ...newest(calls, 20)],
    corrections: newest(context.corrections),
    decisions: newest(context.decisions, most.decisions),
    filesModified: newestFiles(context.filesModified, context.directory),
    filesRead: newestFiles(context.filesRead, context.directory).slice(0, most.filesRead),
    commands: newestCommands(context),
    errors: newest(byTime(context.errors, ({ source }) => source), most.errors),
    prompts: newest(context.prompts, most.prompts),
    earlier: earlier.slice(0, most.earlier).map(one => ({ id: one.id, asked: one.goal.first?.text ?? '', last: one.goal.last.at(-1)?.text ?? '', corrections: newest(one.corrections).map(({ text }) => text) })),
  }
}
