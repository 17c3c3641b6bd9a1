import type { Snapshot } from '../tmux/snapshot.js'

const comparedLines = 16

/**
 * Whether the lines right before line `index` of a snapshot stand at another place in it too: what repeats itself in the pane fits at places that have left it
 * as well. In: the snapshot; the index of a line. Out: the verdict; false where there is nothing to compare.
 */
export const recurs = ({ lines }: Snapshot, index: number): boolean => {
  const count = Math.min(comparedLines, index - 1)
  if (count < 1) return false
  for (let place = lines.length; place > count; place -= 1) {
    let same = 0
    while (place !== index && same < count && lines[place - 1 - same]?.text === lines[index - 1 - same]?.text) same += 1
    if (same === count) return true
  }
  return false
}
