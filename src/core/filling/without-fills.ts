import { parseFill } from './fill-lines.js'

/**
 * Captured lines without what the transcript filled in: the pane never showed it, so it must not be looked for there. In: the last lines of the parts,
 * oldest first. Out: the rest. A filling whose beginning stands before the first line goes too; a beginning that nothing ends is a line like any other.
 */
export const withoutFills = (lines: readonly string[]): readonly string[] => {
  // Nearly always there is nothing to leave out.
  if (!lines.some(line => line.startsWith('╰─ '))) return lines
  const kept: string[] = []
  // The lines may begin within a filling.
  let begin: number | undefined = 0
  for (const line of lines) {
    const fill = parseFill(line)
    if (fill?.edge === 'end' && begin !== undefined) {
      kept.length = begin
      begin = undefined
      continue
    }
    if (fill?.edge === 'begin') begin = kept.length
    kept.push(line)
  }
  return kept
}

/**
 * Captured lines with what the transcript filled in, and without the lines that mark it: all that was said, in its order. In: as above. Out: also whether the
 * last of them is of the transcript: then the pane can show it again that never showed it to us.
 */
export const fillsUnmarked = (lines: readonly string[]): { readonly lines: readonly string[]; readonly endsFilled: boolean } => {
  const last = lines.at(-1)
  return { lines: lines.filter(line => parseFill(line) === undefined), endsFilled: last !== undefined && parseFill(last)?.edge === 'end' }
}
