/** Random numbers that a printed seed brings back. */
export interface Seeded {
  readonly seed: number
  /** 0 <= n < below */
  readonly below: (below: number) => number
  readonly pick: <T>(items: readonly T[]) => T
}

/** In: a seed; default: $SEED, else the given one. Out: a generator (mulberry32). */
export const seeded = (fallback: number): Seeded => {
  const seed = Number(process.env.SEED ?? fallback) >>> 0
  let state = seed
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
  return { seed, below, pick: items => items[below(items.length)] as (typeof items)[number] }
}
