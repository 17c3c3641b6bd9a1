/**
 * Context windows by model, in tokens, as Claude Code's documentation has them in August 2026 (200k is usual; 1M for Fable 5, Sonnet 5, Opus 4.6 and
 * later, and for whatever carries `[1m]`). Only for what no status line has told: what it hands over is exact. A model that is not in here has no known window.
 */
const [usual, large] = [200_000, 1_000_000]

/** From which version on a family has the large window, and up to which the usual one; versions as major * 100 + minor. */
const families: Readonly<Record<string, { readonly usualUpTo: number; readonly largeFrom: number }>> = {
  fable: { usualUpTo: 0, largeFrom: 500 },
  opus: { usualUpTo: 405, largeFrom: 406 },
  sonnet: { usualUpTo: 499, largeFrom: 500 },
  haiku: { usualUpTo: 499, largeFrom: Infinity },
}

/**
 * A model's name without what does not change the model: the provider's prefix, the date, `[1m]`. The status line and the transcript write the same
 * model differently. In: `us.anthropic.claude-opus-4-6-20260101-v1:0[1m]`. Out: `claude-opus-4-6`.
 */
export const tokenModelKey = (model: string): string => {
  const name = model.toLowerCase().replace(/\[1m\]$/, '')
  return name.slice(Math.max(0, name.indexOf('claude'))).replace(/(?:[-@]\d{8})?(?:-v\d+(?::\d+)?)?$/, '')
}

/** The version behind a family's name (`opus-4-6`), or before it as in `claude-3-5-sonnet`. */
const versionOf = (key: string): { family: string; version: number } | undefined => {
  const [, family, major, minor] = /^claude-(fable|opus|sonnet|haiku)-(\d{1,2})(?:[-.](\d{1,2}))?$/.exec(key) ?? []
  if (family !== undefined) return { family, version: Number(major) * 100 + Number(minor ?? 0) }
  const [, oldMajor, oldMinor, oldFamily] = /^claude-(3)(?:[-.](\d))?-(opus|sonnet|haiku)(?:-latest)?$/.exec(key) ?? []
  return oldFamily === undefined ? undefined : { family: oldFamily, version: Number(oldMajor) * 100 + Number(oldMinor ?? 0) }
}

/**
 * The window of a model, in tokens; undefined when its name tells nothing. In: the name, as the transcript or the status line writes it; how many tokens are
 * in use: more than the usual window holds can only be in the large one (a Sonnet 4 with it looks the same in the transcript).
 */
export const tokenWindow = (model: string, used: number | undefined): number | undefined => {
  if (/\[1m\]$/i.test(model)) return large
  const found = versionOf(tokenModelKey(model))
  const family = found === undefined ? undefined : families[found.family]
  if (found === undefined || family === undefined) return undefined
  if (found.version >= family.largeFrom) return large
  if (found.version > family.usualUpTo) return undefined
  if ((used ?? 0) <= usual) return usual
  return (used ?? 0) <= large ? large : undefined
}
