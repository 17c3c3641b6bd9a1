/**
 * What a project's next session begins with: `projects/<slug>/.session-management/handoff.json` and `handoff.md`. The Markdown is written first, each file whole: a crash between
 * the two leaves a new text with the old table, of which `from` says whose it is. Writing them again is the same. Of sessions that end at once, as where tmux is stopped, one writes after the other.
 */
import { formatHandoff } from '../../core/handoff/format-handoff.js'
import type { Handoff } from '../../core/handoff/handoff.js'
import { ownDirectory } from '../files/own-directory.js'
import { readIfExists } from '../files/read-if-exists.js'
import { replaceFile } from '../files/replace-file.js'
import { whileLocked } from '../files/while-locked.js'

/** Where they are. In: the `projects` directory; the project's slug. */
export const handoffFiles = (projects: string, slug: string): { readonly directory: string; readonly json: string; readonly text: string } => {
  const directory = `${projects}/${slug}/.session-management`
  return { directory, json: `${directory}/handoff.json`, text: `${directory}/handoff.md` }
}

/** Writes both. In: the `projects` directory; the project's slug; the hand-off; our user ID. Out: the text. Throws CannotCreateError (73), IoError (74), UnsafeError (77). */
export const writeHandoff = (projects: string, slug: string, handoff: Handoff, uid: number): string => {
  const { directory, json, text } = handoffFiles(projects, slug)
  ownDirectory(directory, uid)
  const formatted = formatHandoff(handoff)
  whileLocked(directory, () => {
    replaceFile(text, formatted)
    replaceFile(json, `${JSON.stringify(handoff, undefined, 1)}\n`)
  })
  return formatted
}

/** The hand-off that a project's last session left; undefined when there is none, or none of this schema. Throws IoError (74). */
export const readHandoff = (projects: string, slug: string): Handoff | undefined => {
  const text = readIfExists(handoffFiles(projects, slug).json)
  if (text === undefined) return undefined
  try {
    const value = JSON.parse(text) as Partial<Handoff> | null
    return value?.schema === 1 && typeof value.from === 'string' && Array.isArray(value.corrections) ? (value as Handoff) : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
