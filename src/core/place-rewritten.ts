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
 * is the anchor; all lines above it must agree up to the top of the pane or the start of the tail, or it is another text that shares a line.
 * In: the search. Out: the place, or undefined when there is no such anchor.
 */
export const placeRewritten = ({ tail, text, cutTop }: Search): RewrittenPlace | undefined => {
  const ours = countLines(tail)
  const theirs = countLines(text)
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
    return { index: found + ahead, rewritten: tail.length - anchor - ahead }
  }
  return undefined
}
