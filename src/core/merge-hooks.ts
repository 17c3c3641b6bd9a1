/**
 * Our hooks into the text of Claude Code's settings.json and out of it again (format: the hooks section of Claude Code's documentation). The file
 * belongs to somebody else: what is not ours keeps its value and its place, be it of a wrong type or unknown.
 */
import { DataError } from '../errors.js'
import { readJsonText, writeJsonText, type JsonText } from './json-text.js'
import { isOwnHook, ownHookTimeouts } from './own-hook.js'

type Table = Readonly<Record<string, unknown>>

export interface MergedHooks {
  readonly text: string
  /** Whether a hook of ours was in the text already. */
  readonly wired: boolean
  /** Whether more than our hooks differs: the text had another layout than the one it is written in. */
  readonly reformatted: boolean
  /** Events that could not be wired, because what stands there is not a list. */
  readonly skipped: readonly string[]
}

export interface RemovedHooks {
  /** undefined: nothing but our hooks was in it, and it was not there before them. */
  readonly text: string | undefined
  /** Whether the text has lost what a value cannot hold (a key that was there twice). */
  readonly lossy: boolean
}

const isTable = (value: unknown): value is Table => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (group: unknown): readonly unknown[] => (isTable(group) && Array.isArray(group.hooks) ? group.hooks : [])
const holdsOwn = (groups: unknown): groups is readonly unknown[] => Array.isArray(groups) && groups.some(group => listOf(group).some(isOwnHook))
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
const withHooks = (settings: Table, hooks: Table): Table => ({ ...settings, hooks })

const read = (text: string): JsonText & { value: Table; hooks: Table } => {
  const parsed = readJsonText(text)
  if (!isTable(parsed.value)) throw new DataError('not a JSON object')
  const { hooks = {} } = parsed.value
  if (!isTable(hooks)) throw new DataError('its "hooks" is not an object')
  return { ...parsed, value: parsed.value, hooks }
}

/** The text of the time before, unless it tells nothing of it: a copy that was made when hooks of ours were in already, or that somebody broke. */
const readOriginal = (text: string): ReturnType<typeof read> | undefined => {
  try {
    const before = read(text)
    return Object.values(before.hooks).some(holdsOwn) ? undefined : before
  } catch (error) {
    if (error instanceof DataError) return undefined
    throw error
  }
}

/** The groups of one event without our handlers; a group that held nothing else goes with them. */
const strip = (groups: readonly unknown[]): unknown[] =>
  groups.flatMap(group => {
    const rest = listOf(group).filter(handler => !isOwnHook(handler))
    if (rest.length === listOf(group).length) return [group]
    return rest.length === 0 ? [] : [{ ...(group as Table), hooks: rest }]
  })

/** The groups of one event with one handler of ours: in place where one is that runs for every matcher, else at the end. */
const put = (groups: readonly unknown[], own: unknown): unknown[] => {
  const at = groups.findIndex(group => isTable(group) && group.matcher === undefined && listOf(group).some(isOwnHook))
  if (at < 0) return [...strip(groups), { hooks: [own] }]
  const handlers = listOf(groups[at])
  const first = handlers.findIndex(isOwnHook)
  const kept = handlers.flatMap((handler, index) => (index === first ? [own] : isOwnHook(handler) ? [] : [handler]))
  return [...strip(groups.slice(0, at)), { ...(groups[at] as Table), hooks: kept }, ...strip(groups.slice(at + 1))]
}

/** Without our handlers. A list that they leave empty goes too, unless `before` says that it was there without them. */
const without = (settings: Table, hooks: Table, before: Table | undefined): Table => {
  const rest = Object.entries(hooks).flatMap(([event, groups]): [string, unknown][] => {
    if (!holdsOwn(groups)) return [[event, groups]]
    const stripped = strip(groups)
    return stripped.length > 0 || (isTable(before?.hooks) && Array.isArray(before.hooks[event])) ? [[event, stripped]] : []
  })
  if (rest.length > 0 || isTable(before?.hooks)) return withHooks(settings, Object.fromEntries(rest))
  return Object.fromEntries(Object.entries(settings).filter(([key]) => key !== 'hooks'))
}

/** The hooks as lines of JSON, for a person who adds them by hand. In: the hook's command line. */
export const formatHooks = (command: string): string[] => {
  const lines = Object.entries(ownHookTimeouts).map(([event, timeout]) => `  ${JSON.stringify(event)}: ${JSON.stringify([{ hooks: [{ type: 'command', command, timeout }] }])}`)
  return ['"hooks": {', ...lines.map((line, index) => (index < lines.length - 1 ? `${line},` : line)), '}']
}

/**
 * Adds our hooks, each once; those of another installation are replaced. In: the text of settings.json, undefined when there is none; the hook's
 * command line. Out: the new text, in the old one's layout, byte for byte the old one when all is in it already. Throws DataError (65) when the text
 * is not a JSON object or its `hooks` is not one.
 */
export const mergeHooks = (text: string | undefined, command: string): MergedHooks => {
  const { value, hooks, layout, faithful } = read(text ?? '')
  const wired = Object.values(hooks).some(holdsOwn)
  const skipped: string[] = []
  const merged = Object.fromEntries(
    Object.entries(hooks).flatMap(([event, groups]): [string, unknown][] => {
      if (Object.hasOwn(ownHookTimeouts, event) || !holdsOwn(groups)) return [[event, groups]]
      const stripped = strip(groups)
      return stripped.length === 0 ? [] : [[event, stripped]]
    }),
  )
  for (const [event, timeout] of Object.entries(ownHookTimeouts)) {
    const groups = Object.hasOwn(merged, event) ? merged[event] : []
    if (Array.isArray(groups)) merged[event] = put(groups, { type: 'command', command, timeout })
    else skipped.push(event)
  }
  const result = withHooks(value, merged)
  if (same(result, value)) return { text: text ?? '', wired, reformatted: false, skipped }
  return { text: writeJsonText(result, layout), wired, reformatted: !faithful, skipped }
}

/**
 * Removes our hooks. In: the text of settings.json; the text that it had before the first of them was added, undefined when that is not known or there
 * was none. Out: the text as it was, byte for byte, when nothing but our hooks has been added since; else the present text without them.
 * Throws DataError (65) when the present text is not a JSON object or its `hooks` is not one.
 */
export const removeHooks = (text: string, original: string | undefined): RemovedHooks => {
  const now = read(text)
  if (!Object.values(now.hooks).some(holdsOwn)) return { text, lossy: false }
  const known = original === undefined ? undefined : readOriginal(original)
  const rest = without(now.value, now.hooks, known?.value)
  // Not compared to what is written today, so that also an earlier version's hooks leave no trace.
  if (known !== undefined && original !== undefined && same(rest, known.value) && writeJsonText(now.value, known.layout) === text) return { text: original, lossy: false }
  if (known === undefined && same(rest, {})) return { text: undefined, lossy: false }
  return { text: writeJsonText(rest, now.layout), lossy: !now.lossless }
}
