import type { Search } from './place-by-content.js'
import { countLines, isConvincing, rareEvidence } from './rare-lines.js'

/** So many pending lines have left the pane and must be committed; line `index` of the pane is the first that follows them. */
export interface PendingPlace {
  readonly gone: number
  readonly index: number
}

/**
 * The committed lines are gone from the pane, but what followed them is still there (`tmux clear-history`, a trim that went just past
 * them): the top of the pane is somewhere inside the pending text, or is what is left of the last committed line. In: the search. Out: the place;
 * undefined when the top of the pane is not there. A trim can cut the top line in two: its rest is then known, whole, from our side.
 */
export const placeInPending = ({ tail, pending, text, cutTop }: Search): PendingPlace | undefined => {
  const last = tail.slice(-1)
  const known = [...last, ...pending]
  const ours = countLines(known)
  const theirs = countLines(text, ours)
  const top = text[0] ?? ''
  let best: { start: number; length: number } | undefined
  for (let start = cutTop ? 0 : last.length; start < known.length; start += 1) {
    // A top line that is cut proves nothing; one that stands there whole is evidence like any other. `clear-history` cuts as a trim does.
    const cut = known[start] !== top && (cutTop || (top !== '' && (known[start] ?? '').endsWith(top)))
    const skipped = cut ? 1 : 0
    let length = skipped
    while (start + length < known.length && length < text.length && known[start + length] === text[length]) length += 1
    const matched = known.slice(start + skipped, start + length)
    const rare = rareEvidence(matched, ours, theirs)
    const single = matched.some(line => line.trim() !== '' && ours.get(line) === 1 && theirs.get(line) === 1)
    // The last pending line is the one the cursor stood in: it may have grown since. Where none was pending, a committed one may stand there by chance.
    const end = start + length
    const all = (rare >= 2 || single) && end > last.length && (end === known.length || (end === known.length - 1 && (text[length] ?? '').startsWith(known[end] ?? '')))
    if ((all || isConvincing(rare, matched.length)) && length > (best?.length ?? 0)) best = { start, length }
  }
  if (best === undefined) return undefined
  const first = known[best.start] ?? ''
  const gone = best.start - last.length
  if (first === top) return gone < 0 ? { gone: 0, index: 1 } : { gone, index: 0 }
  return { gone: gone + 1, index: first.endsWith(top) ? 1 : 0 }
}
