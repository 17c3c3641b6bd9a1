import { basename } from 'node:path/posix'
import { relativePath } from '../text/relative-path.js'
import { groupedIn } from './group-paths.js'
import { holdsPath } from './holds-path.js'

/** What should not be forgotten, in the order of the session. Paths are absolute. */
export interface Remembered {
  readonly directory: string
  readonly filesModified: readonly string[]
  readonly filesRead: readonly string[]
  readonly commands: readonly string[]
  readonly prompts: readonly string[]
  readonly corrections: readonly string[]
}

export const rememberedKinds = ['filesModified', 'filesRead', 'commands', 'prompts', 'corrections'] as const
export type RememberedKind = (typeof rememberedKinds)[number]

/** One thing, and how a text holds it: a path in full, relative to the project, by its base name; words as they were. */
export interface Retained {
  readonly kind: RememberedKind
  readonly what: string
  readonly full: boolean
  readonly relative: boolean
  readonly base: boolean
  /** Of paths the relative one, of words the words. */
  readonly held: boolean
}

/** Words without what quoting and wrapping do to them: marks of quotes at the beginnings of lines, and the kind and number of blanks. */
export const bareWords = (text: string): string => text.replace(/^[ \t]*(?:>[ \t]?)+/gm, '').replace(/\s+/g, ' ').trim()

/**
 * Which of the things stand in a text. A path stands relative when it is there as a whole word, in full, or by its name in its directory's line
 * (`- src/core/: a.ts, b.ts`); words stand when they are there from the first to the last, but for marks of quotes and the width of blanks. In: the things; the text. Out: one entry a thing, each once.
 */
export const retainedIn = (things: Remembered, text: string): Retained[] => {
  const words = bareWords(text)
  const grouped = groupedIn(text)
  const path = (kind: RememberedKind, what: string): Retained => {
    const short = relativePath(what, things.directory)
    const full = holdsPath(text, what)
    const relative = full || grouped.has(short) || holdsPath(text, short)
    return { kind, what, full, relative, base: relative || holdsPath(text, basename(what), { within: true }), held: relative }
  }
  const said = (kind: RememberedKind, what: string): Retained => {
    const held = words.includes(bareWords(what))
    return { kind, what, full: held, relative: held, base: held, held }
  }
  return rememberedKinds.flatMap(kind => [...new Set(things[kind])].map(what => (kind === 'filesModified' || kind === 'filesRead' ? path(kind, what) : said(kind, what))))
}
