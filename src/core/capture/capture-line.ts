/** So many lines went to a part. */
export interface Captured {
  readonly part: number
  readonly count: number
}

/** One range a part, whatever the number of appends: what stood pending and what came behind it are written apart. */
const range = (captured: readonly Captured[], start: { readonly part: number; readonly line: number }): string => {
  const counts = new Map<number, number>()
  for (const { part, count } of captured) counts.set(part, (counts.get(part) ?? 0) + count)
  return [...counts]
    .map(([part, count]) => {
      const before = part === start.part ? start.line : 0
      return `${before + 1}-${before + count} part ${part}`
    })
    .join(', ')
}

/**
 * The one line that a capture leaves in the journal: `work: captured 2000 lines (2001-4000 part 1) in 61 ms`. In: the session; what went to which part and
 * where the parts ended before; milliseconds. Out: one line.
 */
export const captureLine = (
  id: string,
  captured: readonly Captured[],
  start: { readonly part: number; readonly line: number },
  milliseconds: number,
): string => {
  const count = captured.reduce((sum, part) => sum + part.count, 0)
  const took = `in ${Math.max(1, Math.round(milliseconds))} ms`
  return count === 0 ? `${id}: nothing new ${took}` : `${id}: captured ${count} ${count === 1 ? 'line' : 'lines'} (${range(captured, start)}) ${took}`
}
