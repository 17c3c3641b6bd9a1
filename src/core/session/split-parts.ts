/** Lines that go to one part in one append. */
export interface PartAppend {
  readonly part: number
  readonly lines: readonly string[]
}

/** Where the parts end: the current part and its line count. */
export interface PartEnd {
  readonly part: number
  readonly line: number
}

/**
 * Which line goes to which part. In: where the parts end, the new lines, the lines a part takes. Out: the appends in order, and where the
 * parts end afterwards; a part that is exactly full has given way to the next one, with line 0.
 */
export const splitParts = (end: PartEnd, lines: readonly string[], rotateLines: number): { appends: PartAppend[]; end: PartEnd } => {
  const appends: PartAppend[] = []
  let { part, line } = end
  let index = 0
  // A part can already hold more than it takes now, when the setting was lowered since.
  if (line >= rotateLines) [part, line] = [part + 1, 0]
  while (index < lines.length) {
    const taken = lines.slice(index, index + rotateLines - line)
    appends.push({ part, lines: taken })
    index += taken.length
    line += taken.length
    if (line >= rotateLines) [part, line] = [part + 1, 0]
  }
  return { appends, end: { part, line } }
}
