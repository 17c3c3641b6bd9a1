import { UsageError } from '../../errors.js'

/** A line that matches. */
export interface LineMatch {
  /** Which of the lines it was given. */
  readonly index: number
  /** Where in it: from (inclusive), to (exclusive), in UTF-16 units. */
  readonly spans: readonly (readonly [from: number, to: number])[]
}

/** How a pattern is meant. */
export interface PatternOptions {
  /** It is the text itself, and no expression. */
  readonly fixed?: boolean | undefined
  readonly ignoreCase?: boolean | undefined
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, character => (character === '-' ? '\\x2d' : `\\${character}`))

/**
 * A pattern to the function that finds it in lines. In: the pattern, a JavaScript regular expression (with the `u` flag) unless it is fixed. Throws UsageError (64) for one that is not
 * an expression, or holds nothing. An expression can be made to take for ever on some line: the caller keeps the time.
 */
export const lineMatcher = (pattern: string, { fixed = false, ignoreCase = false }: PatternOptions = {}): ((lines: readonly string[]) => LineMatch[]) => {
  if (pattern === '') throw new UsageError('the pattern is empty', 'claude-session show ID prints everything')
  let expression: RegExp
  try {
    expression = new RegExp(fixed ? literally(pattern) : pattern, ignoreCase ? 'giu' : 'gu')
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${JSON.stringify(pattern)} is not a regular expression: ${error.message.replace(/^.*: /, '')}`, 'With --fixed it is searched for as it stands')
    throw error
  }
  return lines => {
    const found: LineMatch[] = []
    for (const [index, line] of lines.entries()) {
      expression.lastIndex = 0
      if (!expression.test(line)) continue
      expression.lastIndex = 0
      found.push({ index, spans: [...line.matchAll(expression)].map(match => [match.index, match.index + match[0].length] as const) })
    }
    return found
  }
}
