import { isOwnCommand } from './own-hook.js'

type Table = Readonly<Record<string, unknown>>

export interface MergedStatusLine {
  readonly settings: Table
  /** The command that ours has replaced. */
  readonly theirs?: string
  /** What was there; `other` is of no kind that can be run before ours, and was left as it is. */
  readonly was: 'none' | 'ours' | 'theirs' | 'other'
}

/** The command of somebody else's status line; undefined: there is none, it is ours, or it is no `{"type": "command", "command": "…"}`. */
export const theirCommand = (settings: Table): string | undefined => {
  const { statusLine } = settings
  if (typeof statusLine !== 'object' || statusLine === null || isOwnCommand(statusLine, 'statusline')) return undefined
  const { type, command } = statusLine as Table
  return type === 'command' && typeof command === 'string' ? command : undefined
}

/**
 * Our status line into Claude Code's settings (format: the status line section of its documentation). In: the settings; our command line. Out: the
 * settings with it. Somebody else's command is replaced and given back to the caller; what else stands in that value (`padding`) stays, as does its place.
 */
export const mergeStatusLine = (settings: Table, command: string): MergedStatusLine => {
  const { statusLine } = settings
  if (statusLine === undefined) return { settings: { ...settings, statusLine: { type: 'command', command } }, was: 'none' }
  const theirs = theirCommand(settings)
  if (theirs === undefined && !isOwnCommand(statusLine, 'statusline')) return { settings, was: 'other' }
  const merged = { ...settings, statusLine: { ...(statusLine as Table), command } }
  return theirs === undefined ? { settings: merged, was: 'ours' } : { settings: merged, was: 'theirs', theirs }
}

/** The settings without our status line. In: the settings; the command that it replaced, undefined when there was none. A status line that is not ours stays. */
export const removeStatusLine = (settings: Table, theirs: string | undefined): Table => {
  if (!isOwnCommand(settings.statusLine, 'statusline')) return settings
  if (theirs !== undefined) return { ...settings, statusLine: { ...(settings.statusLine as Table), command: theirs } }
  return Object.fromEntries(Object.entries(settings).filter(([key]) => key !== 'statusLine'))
}
