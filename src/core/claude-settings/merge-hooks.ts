/**
 * Our hooks and our status line into the text of Claude Code's settings.json and out of it again (format: the hooks section of its documentation). The file
 * belongs to somebody else: what is not ours keeps its value and its place, be it of a wrong type or unknown.
 */
import { DataError } from '../../errors.js'
import { readJsonText, writeJsonText, type JsonText } from '../text/json-text.js'
import { mergeStatusLine, removeStatusLine, theirCommand, type MergedStatusLine } from './merge-status-line.js'
import { isOwnCommand, isOwnHook, ownHookTimeouts } from './own-hook.js'

type Table = Readonly<Record<string, unknown>>

export interface MergedHooks {
  readonly text: string
  /** Whether a hook of ours, or our status line, was in the text already. */
  readonly wired: boolean
  /** Whether more than these differs: the text had another layout than the one it is written in. */
  readonly reformatted: boolean
  /** Events that could not be wired, because what stands there is not a list. */
  readonly skipped: readonly string[]
  /** The command of the status line that ours has replaced. */
  readonly theirs?: string
  /** What status line there was; undefined: it was not asked for. `other` was left as it is. */
  readonly was?: MergedStatusLine['was']
}

export interface RemovedHooks {
  /** undefined: nothing but what is ours was in it, and it was not there before them. */
  readonly text: string | undefined
  /** Whether the text has lost what a value cannot hold (a key that was there twice). */
  readonly lossy: boolean
}

const isTable = (value: unknown): value is Table => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (group: unknown): readonly unknown[] => (isTable(group) && Array.isArray(group.hooks) ? group.hooks : [])
const holdsOwn = (groups: unknown): groups is readonly unknown[] => Array.isArray(groups) && groups.some(group => listOf(group).some(isOwnHook))
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
const isWired = ({ value, hooks }: { value: Table; hooks: Table }): boolean => Object.values(hooks).some(holdsOwn) || isOwnCommand(value.statusLine, 'statusline')
const withHooks = (settings: Table, hooks: Table): Table => ({ ...settings, hooks })

const read = (text: string): JsonText & { value: Table; hooks: Table } => {
  const parsed = readJsonText(text)
  if (!isTable(parsed.value)) throw new DataError('not a JSON object')
  const { hooks = {} } = parsed.value
  if (!isTable(hooks)) throw new DataError('its "hooks" is not an object')
  return { ...parsed, value: parsed.value, hooks }
}

/** The text of the time before, unless it tells nothing of it: a copy that was made when something of ours was in already, or that somebody broke. */
const readOriginal = (text: string): ReturnType<typeof read> | undefined => {
  try {
    const before = read(text)
    return isWired(before) ? undefined : before
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
  if (!Object.values(hooks).some(holdsOwn)) return settings
  const rest = Object.entries(hooks).flatMap(([event, groups]): [string, unknown][] => {
    if (!holdsOwn(groups)) return [[event, groups]]
    const stripped = strip(groups)
    return stripped.length > 0 || (isTable(before?.hooks) && Array.isArray(before.hooks[event])) ? [[event, stripped]] : []
  })
  if (rest.length > 0 || isTable(before?.hooks)) return withHooks(settings, Object.fromEntries(rest))
  return Object.fromEntries(Object.entries(settings).filter(([key]) => key !== 'hooks'))
}

/** The hooks and the status line as lines of JSON, for a person who adds them by hand. In: the command lines of both. */
export const formatHooks = (command: string, statusLine: string): string[] => {
  const lines = Object.entries(ownHookTimeouts).map(([event, timeout]) => `  ${JSON.stringify(event)}: ${JSON.stringify([{ hooks: [{ type: 'command', command, timeout }] }])}`)
  return ['"hooks": {', ...lines.map((line, index) => (index < lines.length - 1 ? `${line},` : line)), '},', `"statusLine": ${JSON.stringify({ type: 'command', command: statusLine })}`]
}

/**
 * Adds our hooks, each once, and our status line; those of another installation are replaced. In: the text of settings.json, undefined when there is none;
 * the hook's command line; the status line's, undefined: that is not touched. Out: the new text, in the old one's layout, byte for byte the old one when
 * all is in it already. Throws DataError (65) when the text is not a JSON object or its `hooks` is not one.
 */
export const mergeHooks = (text: string | undefined, command: string, statusLine?: string): MergedHooks => {
  const before = read(text ?? '')
  const { value, hooks, layout, faithful } = before
  const wired = isWired(before)
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
  const hooked = withHooks(value, merged)
  const { settings, ...status } = statusLine === undefined ? { settings: hooked } : mergeStatusLine(hooked, statusLine)
  if (same(settings, value)) return { text: text ?? '', wired, reformatted: false, skipped, ...status }
  return { text: writeJsonText(settings, layout), wired, reformatted: !faithful, skipped, ...status }
}

/**
 * Removes our hooks and our status line. In: the text of settings.json; the text that it had before the first of them was added, undefined when that is not
 * known or there was none; the command that our status line replaced, undefined when that is not known (it may stand in the text before) or there was none.
 * Out: the text as it was, byte for byte, when nothing but ours has been added since; else the present text without ours.
 * Throws DataError (65) when the present text is not a JSON object or its `hooks` is not one.
 */
export const removeHooks = (text: string, original: string | undefined, theirs?: string): RemovedHooks => {
  const now = read(text)
  if (!isWired(now)) return { text, lossy: false }
  const known = original === undefined ? undefined : readOriginal(original)
  const rest = removeStatusLine(without(now.value, now.hooks, known?.value), theirs ?? (known && theirCommand(known.value)))
  // Not compared to what is written today, so that also an earlier version's hooks leave no trace.
  if (known !== undefined && original !== undefined && same(rest, known.value) && writeJsonText(now.value, known.layout) === text) return { text: original, lossy: false }
  if (known === undefined && same(rest, {})) return { text: undefined, lossy: false }
  return { text: writeJsonText(rest, now.layout), lossy: !now.lossless }
}
