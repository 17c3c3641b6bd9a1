import { readIfExists } from '../files/read-if-exists.js'
import { replaceFile } from '../files/replace-file.js'

/** What Claude's hooks said last of the Claude in a session's pane. */
export interface HookNews {
  /** Claude's own session ID, and the path of its transcript. */
  readonly claudeSession: string
  readonly transcript: string
}

/** The file of a session that holds what hooks said last. */
export const hookNewsFile = (directory: string, id: string): string => `${directory}/.claude.${id}`

/** The news of a session; undefined when no hook has called, or the file is not what a hook wrote. Throws IoError (74). */
export const readHookNews = (directory: string, id: string): HookNews | undefined => {
  const text = readIfExists(hookNewsFile(directory, id))
  if (text === undefined) return undefined
  try {
    const { claudeSession, transcript } = JSON.parse(text) as Record<string, unknown>
    return typeof claudeSession === 'string' && typeof transcript === 'string' ? { claudeSession, transcript } : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}

/** Writes the news down, when they are any. Not made durable: the next hook says them again. Hooks that are configured twice do so at once, each by a file of its own. Throws IoError (74). */
export const writeHookNews = (directory: string, id: string, news: HookNews): void => {
  const known = readHookNews(directory, id)
  if (known?.claudeSession === news.claudeSession && known.transcript === news.transcript) return
  replaceFile(hookNewsFile(directory, id), `${JSON.stringify(news)}\n`, { durable: false, suffix: `.${process.pid}.new` })
}
