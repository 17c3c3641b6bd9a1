import type { ClaudeSettingsFacts } from '../../core/checks/claude-settings.js'
import { ownCommand } from '../../core/claude-settings/own-hook.js'
import { parseSavedCommand } from '../../core/claude-settings/saved-command.js'
import { claudeDirectories } from '../../core/transcript/claude-directories.js'
import { DataError, IoError } from '../../errors.js'
import { readForeignFile } from '../files/foreign-file.js'
import { isDirectory } from '../files/is-directory.js'
import { readSmallFile } from '../files/read-small-file.js'
import { realPath } from '../files/real-path.js'
import { inPath } from '../processes/in-path.js'

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
