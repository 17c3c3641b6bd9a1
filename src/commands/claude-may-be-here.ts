import { claudeDirectories } from '../core/claude-directories.js'
import { claudePrograms } from '../shell/claude-programs.js'
import { hookNewsFile } from '../shell/hook-news.js'
import { listNames } from '../shell/list-names.js'
import { pathExists } from '../shell/path-exists.js'
import { processTree } from '../shell/process-tree.js'
import { transcriptMarkerFile } from '../shell/transcript-marker-file.js'
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
