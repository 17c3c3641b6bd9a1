const seconds: Readonly<Record<string, number>> = { y: 31_557_600, month: 2_629_800, w: 604_800, d: 86_400, h: 3_600, min: 60, s: 1, ms: 0.001, us: 0.000_001 }

/** A span of time as systemd writes it (`1h 2min 3.5s`, `0`) to seconds. Out: undefined for anything else (`infinity`, '', a date). */
export const parseTimespan = (text: string): number | undefined => {
  if (text === '0') return 0
  const words = text.split(' ').map(word => /^(\d+(?:\.\d+)?)([a-z]+)$/.exec(word))
  const total = words.reduce((sum, word) => sum + Number(word?.[1] ?? NaN) * (seconds[word?.[2] ?? ''] ?? NaN), 0)
  return Number.isFinite(total) ? total : undefined
}
