import { hashLine } from './hash-line.js'

/** `count` equal lines in a row. Runs, not lines: 300 times `ok` must not push everything that tells places apart out of the tail. */
export interface Run {
  readonly hash: number
  readonly count: number
}

/** The last committed lines, oldest first: the content that says where the capture stopped. */
export type Tail = readonly Run[]

/** So many runs are remembered: what fits the marker's 4 KB with room to spare. */
export const tailRuns = 160

/** The tail after `lines` were committed behind it. In: the tail so far, cleaned lines in order. Out: at most `tailRuns` runs. */
export const extendTail = (tail: Tail, lines: readonly string[]): Tail => {
  const runs = [...tail]
  // Older lines than these cannot be in the last runs, and hashing them would make the cost follow the burst.
  let start = lines.length
  for (let distinct = 0; start > 0 && distinct <= tailRuns; start -= 1) {
    if (start === lines.length || lines[start - 1] !== lines[start]) distinct += 1
  }
  let hashed: string | undefined
  let hash = 0
  for (const line of lines.slice(start)) {
    if (line !== hashed) {
      hashed = line
      hash = hashLine(line)
    }
    const last = runs.at(-1)
    if (last?.hash === hash) runs[runs.length - 1] = { hash, count: last.count + 1 }
    else runs.push({ hash, count: 1 })
  }
  return runs.slice(-tailRuns)
}
