import type { Search } from './place-by-content.js'
import { countLines, rareEvidence } from './rare-lines.js'

/** Where to go on, and how many committed lines the program has rewritten since (they stay in the parts, their new form follows). */
export interface RewrittenPlace {
  readonly index: number
  readonly rewritten: number
}

/** So far back an anchor is looked for: a program redraws screens, not hours. */
const reach = 300

/**
 * A program that cleared and printed again, with its last lines changed. The newest committed line that occurs exactly once on both sides
 * is the anchor; all lines above it must agree up to the top of the pane or the start of the tail, or it is another text that shares a line. Behind it the text may be the same in other lines (a width that changed): that is not taken again.
 * In: the search. Out: the place, or undefined when there is no such anchor.
 */
export const placeRewritten = ({ tail, text, cutTop }: Search): RewrittenPlace | undefined => {
  const ours = countLines(tail)
  const theirs = countLines(text, ours)
  const top = cutTop ? 1 : 0
  for (let anchor = tail.length - 1; anchor >= Math.max(0, tail.length - reach); anchor -= 1) {
    const line = tail[anchor] ?? ''
    if (line.trim() === '' || ours.get(line) !== 1 || theirs.get(line) !== 1) continue
    const found = text.indexOf(line)
    let back = 0
    while (anchor - back >= 0 && found - back >= top && tail[anchor - back] === text[found - back]) back += 1
    if (anchor - back >= 0 && found - back >= top) continue
    let ahead = 1
    while (anchor + ahead < tail.length && tail[anchor + ahead] === text[found + ahead]) ahead += 1
    if (rareEvidence(tail.slice(anchor - back + 1, anchor + ahead), ours, theirs) < 3) continue
    const { rows, lines } = agreeing(tail.slice(anchor + ahead), text.slice(found + ahead))
    return { index: found + ahead + rows, rewritten: tail.length - anchor - ahead - lines }
  }
  return undefined
}

const squeeze = (line: string): string => line.replace(/\s+/gu, '')

/** How many lines of the pane say what the committed ones say, which may be broken elsewhere, and how many of those are said with them. */
const agreeing = (committed: readonly string[], shown: readonly string[]): { readonly rows: number; readonly lines: number } => {
  const all = committed.map(squeeze).join('')
  let [at, rows] = [0, 0]
  for (const [row, line] of shown.entries()) {
    const said = squeeze(line)
    if (at === all.length || !all.startsWith(said, at)) break
    at += said.length
    if (said !== '') rows = row + 1
  }
  let [end, lines] = [0, 0]
  for (const line of committed) {
    end += squeeze(line).length
    if (rows === 0 || end > at) break
    lines += 1
  }
  return { rows, lines }
}
