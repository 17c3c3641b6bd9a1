/**
 * Claude Code's settings.json with our hooks in it, and without them again. Beside it stands `settings.json.claude-session-backup`, the text before the
 * first edit, as long as our hooks are in. Order of `add`: backup, settings; of `remove`: settings, backup. So a crash between the two leaves a backup
 * and no hooks: the next `add` writes it anew, the next `remove` takes it away. Where there were no settings there is no backup, and `remove` takes
 * away the file when nothing else has come into it.
 */
import { join, resolve } from 'node:path'
import { formatHooks, mergeHooks, removeHooks } from '../core/merge-hooks.js'
import { ownHookCommand, ownHookTimeouts } from '../core/own-hook.js'
import { CliError, ConfigError, DataError } from '../errors.js'
import { readForeignFile, writeForeignFile } from '../shell/foreign-file.js'
import { pathExists } from '../shell/path-exists.js'
import { readIfExists } from '../shell/read-if-exists.js'
import { removeIfExists } from '../shell/remove-if-exists.js'
import type { Environment } from './environment.js'

/** What was done, in lines for a person; with `failure` nothing was, and the lines say what to do by hand. */
export interface WireReport {
  readonly lines: readonly string[]
  readonly failure?: CliError
}

const backupOf = (file: string): string => `${file}.claude-session-backup`

const add = (file: string, command: string): string[] => {
  const found = readForeignFile(file)
  const { text, wired, reformatted, skipped } = mergeHooks(found?.text, command)
  const left = skipped.map(event => `${file}: ${event} was left alone, it is not a list there`)
  if (text === (found?.text ?? '')) return [`${file} has the hooks already`, ...left]
  const backup = backupOf(file)
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

const remove = (file: string): string[] => {
  const found = readForeignFile(file)
  const backup = backupOf(file)
  if (found === undefined) return [`${file} is not there`, ...(pathExists(backup) ? [`what it was before the hooks is in ${backup}`] : [])]
  const { text, lossy } = removeHooks(found.text, readIfExists(backup))
  if (lossy) writeForeignFile(backup, found.text, undefined)
  if (text === undefined) removeIfExists(found.target)
  else if (text !== found.text) writeForeignFile(file, text, found)
  if (!lossy) removeIfExists(backup)
  return [
    text === found.text ? `${file} has no hooks of claude-session` : text === undefined ? `${file} held nothing but the hooks and was removed` : `${file} is without the hooks`,
    ...(lossy ? [`something in it was written in an unusual way (a key twice, perhaps); the text with the hooks is in ${backup}`] : []),
  ]
}

/**
 * `wire add|remove`. In: settings.json; default: Claude Code's own, `${CLAUDE_CONFIG_DIR:-~/.claude}/settings.json`. The hooks call
 * ~/.local/bin/claude-session. Throws ConfigError (78) without HOME; anything else that stands in the way is in the report.
 */
export const wireHooks = ({ env }: Environment, action: 'add' | 'remove', settings?: string): WireReport => {
  if (!env.HOME?.startsWith('/')) throw new ConfigError('HOME is not set to a full path', 'The hooks call ~/.local/bin/claude-session')
  const file = resolve(settings ?? join(env.CLAUDE_CONFIG_DIR || join(env.HOME, '.claude'), 'settings.json'))
  const command = ownHookCommand(join(env.HOME, '.local/bin/claude-session'))
  try {
    return { lines: action === 'add' ? add(file, command) : remove(file) }
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    const failure = error instanceof DataError ? new DataError(`${file} was left as it is: ${error.message}`, error.hint, { cause: error }) : error
    const byHand = action === 'add' ? [`To add the hooks by hand, put this into ${file}:`, ...formatHooks(command)] : [`Remove by hand from ${file} what calls: ${command}`]
    return { lines: byHand, failure }
  }
}
