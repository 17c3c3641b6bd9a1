import type { ClaudeSettingsFacts } from '../../core/checks/claude-settings.js'
import { claudeDirectories } from '../../core/claude-directories.js'
import { ownCommand } from '../../core/own-hook.js'
import { parseSavedCommand } from '../../core/saved-command.js'
import { DataError, IoError } from '../../errors.js'
import { readForeignFile } from '../foreign-file.js'
import { inPath } from '../in-path.js'
import { isDirectory } from '../is-directory.js'
import { readSmallFile } from '../read-small-file.js'
import { realPath } from '../real-path.js'

type Env = Readonly<Record<string, string | undefined>>

const managedFile = '/etc/claude-code/managed-settings.json'
const mostBytes = 1_048_576

const read = (file: string): Pick<ClaudeSettingsFacts, 'text' | 'unreadable'> => {
  try {
    return { text: readForeignFile(file)?.text, unreadable: '' }
  } catch (error) {
    if (error instanceof DataError || error instanceof IoError) return { text: undefined, unreadable: error.message }
    throw error
  }
}

/** Claude Code's settings as they are on disk. In: the environment; the home directory; the file that keeps the status line's command. Throws IoError (74). */
export const probeClaudeSettings = (env: Env, home: string, saved: string, managed = managedFile): ClaudeSettingsFacts => {
  const config = claudeDirectories(env)?.config ?? `${home}/.claude`
  const file = `${config}/settings.json`
  const command = `${home}/.local/bin/claude-session`
  const managedText = readSmallFile(managed, mostBytes)
  return {
    found: inPath(env, 'claude') !== undefined || isDirectory(config),
    file,
    ...read(file),
    managed: managedText === undefined ? undefined : { file: managed, text: managedText },
    hook: ownCommand(command, 'hook'),
    statusLine: ownCommand(command, 'statusline'),
    command,
    commandRuns: realPath(command) !== undefined,
    chained: parseSavedCommand(readSmallFile(saved, mostBytes) ?? '', file) !== undefined,
  }
}
