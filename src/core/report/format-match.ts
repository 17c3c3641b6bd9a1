/** A line in which something was found. */
export interface FoundLine {
  readonly id: string
  readonly part: number
  /** Counted from 1, in the part. */
  readonly line: number
  readonly text: string
  /** Where in the text: from (inclusive), to (exclusive), in UTF-16 units. */
  readonly spans: readonly (readonly [from: number, to: number])[]
}

const paint = (colour: string, text: string): string => `\u001b[${colour}m${text}\u001b[0m`

/** A found line as grep shows one: `ID:PART:LINE: text`; in colour with grep's own, and what was found in it marked. */
export const formatMatch = ({ id, part, line, text, spans }: FoundLine, colour: boolean): string => {
  if (!colour) return `${id}:${part}:${line}: ${text}`
  let [marked, done] = ['', 0]
  for (const [from, to] of spans) {
    marked += `${text.slice(done, from)}${from === to ? '' : paint('1;31', text.slice(from, to))}`
    done = to
  }
  const separator = paint('36', ':')
  return `${paint('35', id)}${separator}${paint('32', String(part))}${separator}${paint('32', String(line))}${separator} ${marked}${text.slice(done)}`
}
