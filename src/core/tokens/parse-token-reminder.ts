/** What a reminder says: tokens used, and of how many. */
export interface TokenReminder {
  readonly used: number
  readonly limit: number
}

const separators = "[,._'\\u2019\\u00a0\\u202f\\u2009]"
const number = `(\\d{1,3}(?:${separators}\\d{3})+|\\d{1,12})`

/** From the first letter to the end of the line: what stands before a reminder makes it a quotation, what stands behind it a sentence. */
const reminder = new RegExp(`^(?:<system-reminder>\\s*)?Token usage: ?${number} ?/ ?${number}; ?${number} remaining(?:\\s*</system-reminder>)?$`)

/** A narrow pane breaks a reminder in at most so many lines. */
const mostLines = 4

const toNumber = (text: string | undefined): number => Number((text ?? '').replace(/\D/g, ''))

/** All ways to put lines together again: each break was a blank or stood inside a word. */
const joinings = ([first = '', ...rest]: readonly string[]): string[] =>
  rest.reduce<string[]>((texts, line) => texts.flatMap(text => [text + line, `${text} ${line}`]), [first])

/**
 * Whether line `index` belongs to something that is shown: a tool's output (below its gutter, indented deeper than Claude's own text) or an
 * open code block. Line numbers, the signs of a diff and quotation marks stand in the line itself, which then is no reminder anyway.
 */
const isQuoted = (lines: readonly string[], index: number): boolean => {
  let above = index
  while (above >= 0 && /^(?:\s{4,}|\s*$)/.test(lines[above] ?? '')) above -= 1
  const within = /^\s*⎿/.test(lines[above] ?? '')
  const fences = lines.slice(0, index).filter(line => /^\s*```/.test(line)).length
  return within || fences % 2 === 1
}

const read = (text: string): TokenReminder | undefined => {
  const match = reminder.exec(text)
  if (match === null) return undefined
  const [used, limit, remaining] = [toNumber(match[1]), toNumber(match[2]), toNumber(match[3])]
  // The three must agree: a break inside a number, or digits that a redraw left behind, would not.
  return limit > 0 && remaining === Math.max(0, limit - used) ? { used, limit } : undefined
}

/**
 * The newest reminder in a pane, `<system-reminder>Token usage: 42184/200000; 157816 remaining</system-reminder>`, with or without the tags and with or
 * without thousands separators, in one line or broken over several by a narrow pane. In: the pane's lines, oldest first (with tmux's own wrapping
 * undone or not). Out: the lowest that nobody quotes; undefined when there is none. Source of the format: Claude Code's reminders up to 2.1.219.
 */
export const parseTokenReminder = (lines: readonly string[]): TokenReminder | undefined => {
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const text = (lines[index] ?? '').trim().replace(/^[⏺●]\s*/, '')
    if (!/^(?:<s|To?k?)/.test(text) || isQuoted(lines, index)) continue
    for (let count = 1; count <= mostLines && index + count <= lines.length; count += 1) {
      const pieces = [text, ...lines.slice(index + 1, index + count).map(line => line.trim())]
      const found = joinings(pieces).map(read).find(each => each !== undefined)
      if (found !== undefined) return found
    }
  }
  return undefined
}
