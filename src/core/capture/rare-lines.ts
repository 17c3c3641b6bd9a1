/** How often each line occurs. In: lines; `among`: only lines that it has are counted (of a whole history hardly any has to be). Out: text to count. */
export const countLines = (lines: readonly string[], among?: ReadonlyMap<string, number>): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const line of lines) if (among?.has(line) !== false) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}

/** A line that occurs more often than this tells no place from another (prompts, blank lines, `ok`). */
const rareAtMost = 2

// Enough to be sure; counting on through 100,000 matched lines would only cost.
const enough = 8

/**
 * How many different lines of `matched` are rare on both sides: the strength of a match. In: the matched lines (the nearest to the place
 * last), and the counts of both sides. Out: 0 to 8.
 */
export const rareEvidence = (
  matched: readonly string[],
  ours: ReadonlyMap<string, number>,
  theirs: ReadonlyMap<string, number>,
): number => {
  const seen = new Set<string>()
  for (let index = matched.length - 1; index >= 0 && seen.size < enough; index -= 1) {
    const line = matched[index] ?? ''
    if (line.trim() === '') continue
    if ((ours.get(line) ?? 0) <= rareAtMost && (theirs.get(line) ?? 0) <= rareAtMost) seen.add(line)
  }
  return seen.size
}

/** Whether so much agreement cannot be chance. In: the rare lines that agree and all lines that agree. */
export const isConvincing = (rare: number, matched: number): boolean => rare >= 2 || (rare === 1 && matched >= 4)
