import type { Search } from './place-by-content.js'
import { countLines, isConvincing, rareEvidence } from './rare-lines.js'

/** So many pending lines have left the pane and must be committed; line `index` of the pane is the first that follows them. */
export interface PendingPlace {
  readonly gone: number
  readonly index: number
}

/**
 * The committed lines are gone from the pane, but what followed them is still there (`tmux clear-history`, a trim that went just past
 * them): the top of the pane is somewhere inside the pending text. In: the search. Out: the place; undefined when the top of the
 * pane is not in the pending text. A trim can cut the top line in two: its rest is then known from the pending text, whole.
 */
export const placeInPending = ({ pending, text, cutTop }: Search): PendingPlace | undefined => {
  const ours = countLines(pending)
  const theirs = countLines(text)
  let best: { gone: number; length: number } | undefined
  for (let gone = 0; gone < pending.length; gone += 1) {
    let length = cutTop ? 1 : 0
    while (gone + length < pending.length && length < text.length && pending[gone + length] === text[length]) length += 1
    const matched = pending.slice(gone + (cutTop ? 1 : 0), gone + length)
    const rare = rareEvidence(matched, ours, theirs)
    // The last pending line is the one the cursor stood in: it may have grown since.
    const all = gone + length >= pending.length - 1 && rare >= 1
    if ((all || isConvincing(rare, matched.length)) && length > (best?.length ?? 0)) best = { gone, length }
  }
  if (best === undefined) return undefined
  const cut = cutTop && pending[best.gone] !== text[0] && (pending[best.gone] ?? '').endsWith(text[0] ?? '')
  return cut ? { gone: best.gone + 1, index: 1 } : { gone: best.gone, index: 0 }
}
