/** What was printed against what was captured, both in memory. Numbered lines are `#<n># …`; anything else stands between them. */
export interface Verdict {
  readonly printed: number
  readonly captured: number
  readonly lost: number
  /** Numbered lines that are lost where no gap stands. */
  readonly unmarked: number
  /** Lines that are there again, gap or no gap. */
  readonly repeated: number
  /** Places where the numbers go back though no gap stands there. */
  readonly silent: number
  readonly disordered: number
  /** Places where the lines between two numbered lines differ though no gap stands there. */
  readonly between: number
  readonly gaps: Readonly<Record<string, number>>
  /** The first thing that is wrong, in words. */
  readonly first: string
}

// Blank rows at the bottom of a screen that is cleared are nothing to tmux; how many there were, only R13 counts.
const said = (lines: readonly string[]): string => lines.filter(line => line !== '').join('\n')

const numberOf = (line: string): number => Number(/^#(\d+)# /.exec(line)?.[1] ?? 0)

/** In: the printed lines; the captured ones; the gaps, each behind so many captured lines. */
export const judge = (printed: readonly string[], captured: readonly string[], gaps: readonly { index: number; why: string }[]): Verdict => {
  const marks = new Set(gaps.map(({ index }) => index))
  const seen = new Map<number, number>()
  let [repeated, silent, disordered, last, first] = [0, 0, 0, 0, '']
  let previous = { number: 0, index: -1 }
  const marked = (from: number, to: number): boolean => {
    for (let place = from; place <= to; place += 1) if (marks.has(place)) return true
    return false
  }
  const say = (what: string): void => void (first ||= what)
  for (const [index, line] of captured.entries()) {
    const number = numberOf(line)
    if (number === 0) continue
    if (number <= previous.number && !marked(previous.index + 1, index)) {
      silent += 1
      say(`#${number} behind #${previous.number} without a gap`)
    }
    previous = { number, index }
    if (seen.has(number)) repeated += 1
    else {
      if (number < last) {
        disordered += 1
        say(`#${number} behind #${last}`)
      }
      last = Math.max(last, number)
      seen.set(number, index)
    }
  }
  let [lost, unmarked, between] = [0, 0, 0]
  let before = -1
  let missing: number[] = []
  let others: string[] = []
  const close = (index: number, name: string): void => {
    const excused = marked(before + 1, index)
    if (!excused && missing.length > 0) {
      unmarked += missing.length
      say(`#${missing[0]} to #${missing.at(-1)} lost ${name} without a gap`)
    } else if (!excused && said(captured.slice(before + 1, index)) !== said(others)) {
      between += 1
      say(`${others.length} lines printed ${name}, ${index - before - 1} captured`)
    }
    ;[before, missing, others] = [index, [], []]
  }
  for (const line of printed) {
    const number = numberOf(line)
    const index = seen.get(number)
    if (number === 0) others.push(line)
    else if (index === undefined) {
      lost += 1
      missing.push(number)
    } else close(index, `before #${number}`)
  }
  close(captured.length, 'at the end')
  const counts: Record<string, number> = {}
  for (const { why } of gaps) counts[why] = (counts[why] ?? 0) + 1
  return { printed: printed.length, captured: captured.length, lost, unmarked, repeated, silent, disordered, between, gaps: counts, first }
}
