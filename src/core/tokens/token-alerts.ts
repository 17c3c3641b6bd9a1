/** What to announce, and what will have been announced then. */
export interface TokenAlerts {
  /** The threshold to announce, in percent; undefined: nothing. */
  readonly announce: number | undefined
  readonly announced: readonly number[]
}

/**
 * Which alert is due. In: the share that remains, in percent (undefined: not known, nothing is due); the thresholds, in any order; those that this session has
 * announced. Out: the lowest threshold that is crossed, when it is new. Those crossed with it count as announced, so each is told at most once
 * however the share goes up and down.
 */
export const tokenAlerts = (percent: number | undefined, thresholds: readonly number[], announced: readonly number[]): TokenAlerts => {
  const crossed = percent === undefined ? [] : thresholds.filter(threshold => percent <= threshold)
  const lowest = Math.min(...crossed)
  const all = [...new Set([...announced, ...crossed])].sort((one, other) => other - one)
  return { announce: crossed.length > 0 && !announced.includes(lowest) ? lowest : undefined, announced: all }
}
