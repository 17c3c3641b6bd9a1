import { claudeDirectories } from '../core/transcript/claude-directories.js'
import { listNames } from '../shell/files/list-names.js'
import { pathExists } from '../shell/files/path-exists.js'
import { processTree } from '../shell/processes/process-tree.js'
import { claudePrograms } from '../shell/transcript/claude-programs.js'
import { hookNewsFile } from '../shell/transcript/hook-news.js'
import { transcriptMarkerFile } from '../shell/transcript/transcript-marker-file.js'
import type { Environment } from './environment.js'

/**
 * Whether a transcript can have anything to do with a session: it had one, a hook called, a Claude Code runs somewhere under our name, or something in the pane looks like
 * one. Most panes are none of these, and their ticks load nothing of what follows a transcript. In: the session's directory and ID; the process that tmux started.
 */
export const claudeMayBeHere = ({ env }: Environment, directory: string, id: string, panePid: number): boolean => {
  const config = claudeDirectories(env)?.config
  return (
    pathExists(transcriptMarkerFile(directory, id)) ||
    pathExists(hookNewsFile(directory, id)) ||
    (config !== undefined && listNames(`${config}/sessions`).length > 0) ||
    (panePid > 1 && claudePrograms(processTree(panePid)).length > 0)
  )
}
