import type { Entry } from './fill-sections.js'
import type { HandoffFile } from './handoff.js'
import { groupPaths } from './group-paths.js'

const total = (entries: readonly Entry[]): number => entries.reduce((sum, { text }) => sum + text.length + 1, 0)

/** So much later than the first ones come those for which there is no room of their own: behind the commands and the files read. */
const yields = 3.5

/**
 * Files as lines, as fully as there is room: with counts and why; with counts; by directory, each name once (`- src/core/: a.ts, b.ts`). In: the files, most needed first; the rank
 * of the lines; the room in characters. Out: the lines. What does not fit even by directory is left to whoever fills the text.
 */
export const pathEntries = (files: readonly HandoffFile[], { rank, room }: { readonly rank: number; readonly room: number }): Entry[] => {
  const flat = files.map(({ path, count }) => ({ rank, text: `- ${path}${count > 1 ? ` (${count} times)` : ''}` }))
  const reasoned = files.map(({ why }, index) => ({ rank, text: `${flat[index]?.text ?? ''}${why === '' ? '' : `: ${why.replace(/\s+/g, ' ')}`}` }))
  // With reasons only where they leave much for others.
  if (total(reasoned) <= room / 3) return reasoned
  if (total(flat) <= room) return flat
  let taken = 0
  return groupPaths(files.map(({ path }) => path)).map(({ line }) => {
    taken += line.length + 3
    // Files that are very many must not leave nothing to all else.
    return { rank: taken <= room ? rank : rank + yields, text: `- ${line}` }
  })
}
