/**
 * Claude Code's settings.json with our hooks and our status line in it, and without them again. Beside it stands `settings.json.claude-session-backup`, the
 * text before the first edit, as long as ours is in; beside config.toml `statusline-command`, the command of the status line that ours replaced, which ours
 * runs. Order of `add`: command, backup, settings; of `remove`: settings, backup, command. So a crash in between leaves files that nothing in the settings
 * calls for: the next `add` writes them anew, the next `remove` takes them away. Where there were no settings there is no backup, and `remove` takes away
 * the file when nothing else has come into it.
 */
import { dirname, join, resolve } from 'node:path'
import { formatHooks, mergeHooks, removeHooks, type MergedHooks } from '../core/claude-settings/merge-hooks.js'
import { ownCommand, ownHookTimeouts } from '../core/claude-settings/own-hook.js'
import { formatSavedCommand, mostSavedCommand, parseSavedCommand } from '../core/claude-settings/saved-command.js'
import { CliError, ConfigError, DataError } from '../errors.js'
import { readForeignFile, writeForeignFile } from '../shell/files/foreign-file.js'
import { pathExists } from '../shell/files/path-exists.js'
import { readIfExists } from '../shell/files/read-if-exists.js'
import { realPath } from '../shell/files/real-path.js'
import { removeIfExists } from '../shell/files/remove-if-exists.js'
import type { Environment } from './environment.js'

/** What was done, in lines for a person; with `failure` nothing was, and the lines say what to do by hand. */
export interface WireReport {
  readonly lines: readonly string[]
  readonly failure?: CliError
}

interface Commands {
  readonly hook: string
  readonly statusLine: string
}

const backupOf = (file: string): string => `${file}.claude-session-backup`

interface Plan {
  readonly merged: MergedHooks
  /** What is to be said of the status line. */
  readonly lines: readonly string[]
  /** What the saved command's file is to hold; undefined: it is not ours to change. */
  readonly save?: string
  /** The saved command is of a status line that somebody has taken out since. */
  readonly stale?: boolean
}

/** A small file among the user's settings, which many keep elsewhere and link. */
const readTheirs = (file: string): string | undefined => readIfExists(realPath(file) ?? file)

/** What the settings and the saved command are to become. The status line is replaced only where its command can be kept and run. */
const plan = (file: string, text: string | undefined, { hook, statusLine }: Commands, saved: string): Plan => {
  const merged = mergeHooks(text, hook, statusLine)
  const here = readTheirs(saved)
  const ours = here === undefined ? undefined : parseSavedCommand(here, file)
  if (merged.was === 'other') return { merged, lines: [`${file}: the status line was left alone, it is not a command there`] }
  if (merged.theirs === undefined) return { merged, lines: [], stale: ours !== undefined && merged.was === 'none' }
  const save = formatSavedCommand(file, merged.theirs)
  const leave = (why: string): Plan => ({ merged: mergeHooks(text, hook), lines: [`${file}: the status line was left alone, ${why}`] })
  if (Buffer.byteLength(save) > mostSavedCommand) return leave('its command is too long to be run before ours')
  if (here !== undefined && ours === undefined) return leave(`${saved} holds another one`)
  return { merged, save, lines: [`the status line there is run before ours, from ${saved}`] }
}

const add = (file: string, commands: Commands, saved: string): string[] => {
  const found = readForeignFile(file)
  const { merged, save, stale, lines } = plan(file, found?.text, commands, saved)
  const { text, wired, reformatted, skipped } = merged
  const left = [...skipped.map(event => `${file}: ${event} was left alone, it is not a list there`), ...lines]
  if (text === (found?.text ?? '')) return [`${file} has the hooks already`, ...left]
  const backup = backupOf(file)
  if (save !== undefined) writeForeignFile(saved, save, undefined)
  else if (stale === true) removeIfExists(saved)
  if (found !== undefined && !(wired && pathExists(backup))) writeForeignFile(backup, found.text, undefined)
  writeForeignFile(file, text, found)
  const events = Object.keys(ownHookTimeouts).filter(event => !skipped.includes(event))
  return [
    `${file} ${found === undefined ? 'was made, with' : 'now has'} the hooks for ${events.join(', ')}`,
    ...(found === undefined ? [] : [`the text before is in ${backup}`]),
    ...(reformatted ? ['the whole file was laid out anew; the text before has all that differs'] : []),
    ...left,
  ]
}

const remove = (file: string, saved: string): string[] => {
  const found = readForeignFile(file)
  const backup = backupOf(file)
  if (found === undefined) return [`${file} is not there`, ...(pathExists(backup) ? [`what it was before the hooks is in ${backup}`] : [])]
  const theirs = parseSavedCommand(readTheirs(saved) ?? '', file)
  const { text, lossy } = removeHooks(found.text, readTheirs(backup), theirs)
  if (lossy) writeForeignFile(backup, found.text, undefined)
  if (text === undefined) removeIfExists(found.target)
  else if (text !== found.text) writeForeignFile(file, text, found)
  if (!lossy) removeIfExists(backup)
  if (theirs !== undefined) removeIfExists(saved)
  return [
    text === found.text ? `${file} has no hooks of claude-session` : text === undefined ? `${file} held nothing but the hooks and was removed` : `${file} is without the hooks`,
    ...(lossy ? [`something in it was written in an unusual way (a key twice, perhaps); the text with the hooks is in ${backup}`] : []),
  ]
}

/**
 * `wire add|remove`. In: settings.json; default: Claude Code's own, `${CLAUDE_CONFIG_DIR:-~/.claude}/settings.json`. The hooks and the status line call
 * ~/.local/bin/claude-session. Throws ConfigError (78) without HOME; anything else that stands in the way is in the report.
 */
export const wireHooks = ({ env, paths }: Environment, action: 'add' | 'remove', settings?: string): WireReport => {
  if (!env.HOME?.startsWith('/')) throw new ConfigError('HOME is not set to a full path', 'The hooks call ~/.local/bin/claude-session')
  const file = resolve(settings ?? join(env.CLAUDE_CONFIG_DIR || join(env.HOME, '.claude'), 'settings.json'))
  const path = join(env.HOME, '.local/bin/claude-session')
  const commands = { hook: ownCommand(path, 'hook'), statusLine: ownCommand(path, 'statusline') }
  const saved = join(dirname(paths.userSettings), 'statusline-command')
  try {
    return { lines: action === 'add' ? add(file, commands, saved) : remove(file, saved) }
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    const failure = error instanceof DataError ? new DataError(`${file} was left as it is: ${error.message}`, error.hint, { cause: error }) : error
    const byHand = action === 'add' ? [`To add the hooks by hand, put this into ${file}:`, ...formatHooks(commands.hook, commands.statusLine)] : [`Remove by hand from ${file} what calls: ${commands.hook}`]
    return { lines: byHand, failure }
  }
}
