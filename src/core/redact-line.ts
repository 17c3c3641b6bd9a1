import { redactContextRules } from './redact-context-rules.js'
import { type RedactRule, redactRules } from './redact-rules.js'

/**
 * A line to the same line with every secret in it replaced by `[redacted:<rule>]`. In: a cleaned line of any length. Out: the line itself
 * when there is nothing to hide. Idempotent; time in proportion to the length.
 *
 * It knows one line only, so that a line is redacted alike whichever lines were read with it (the capture compares them). Hence of a PEM key on
 * several lines it takes the header, the first line of the body (its start is the same for all keys) and the lines of 70 that only OpenSSH
 * writes; the middle of an RSA key looks like any base64, and stays.
 */
export const redactLine = (text: string): string => {
  const { search, byMark, shaped } = (finder ??= makeFinder([...redactRules, ...redactContextRules]))
  search.lastIndex = 0
  let hit = search.exec(text)
  if (hit === null) return text
  const due = new Set<Rule>()
  const seen = new Set<string>()
  for (; hit !== null; hit = search.exec(text)) {
    if (!seen.has(hit[0])) for (const rule of byMark.get(hit[0]) ?? byMark.get(hit[0].toLowerCase()) ?? shaped) due.add(rule)
    seen.add(hit[0])
    // Marks may overlap, and a mark that is passed over is a secret that stays.
    search.lastIndex = hit.index + 1
  }
  const inOrder = [...due].sort((one, other) => one.order - other.order)
  // A replaced secret can be the boundary that the next one lacked. Patterns consume such neighbours, so this settles in the second round.
  for (let round = 0; round < 4; round += 1) {
    const before = text
    for (const rule of inOrder) text = applyRule(text, rule)
    if (text === before) break
  }
  return text
}

/** A rule with its place in the table and, once it was needed, its expression. */
interface Rule extends RedactRule {
  readonly order: number
  pattern?: RegExp
}

interface Finder {
  /** One expression that matches some mark of every secret, and nothing in most lines. */
  readonly search: RegExp
  readonly byMark: ReadonlyMap<string, readonly Rule[]>
  readonly shaped: readonly Rule[]
}

/** Made at the first line, since a command that captures nothing should not pay for it. */
let finder: Finder | undefined

const makeFinder = (table: readonly RedactRule[]): Finder => {
  const byMark = new Map<string, Rule[]>()
  const sources = new Set<string>()
  const shaped: Rule[] = []
  table.forEach((entry, order) => {
    const rule: Rule = { ...entry, order }
    for (const mark of rule.marks) {
      byMark.set(mark, [...(byMark.get(mark) ?? []), rule])
      const literal = mark.replace(/[^A-Za-z0-9]/g, '\\$&')
      sources.add(rule.anyCase ? literal.replace(/[a-z]/g, letter => `[${letter}${letter.toUpperCase()}]`) : literal)
    }
    if (rule.shape !== undefined) {
      sources.add(rule.shape)
      shaped.push(rule)
    }
  })
  // Sorted, the engine makes one decision a letter of the literals that begin alike: half the time a line.
  return { search: new RegExp([...sources].sort().join('|'), 'g'), byMark, shaped }
}

const applyRule = (text: string, rule: Rule): string => {
  const pattern = (rule.pattern ??= new RegExp(rule.source, rule.anyCase ? 'gi' : 'g'))
  return text.replace(pattern, (match: string, ...groups: unknown[]) => {
    const kept = typeof groups[0] === 'string' ? groups[0] : ''
    if (rule.accept !== undefined && !rule.accept(kept, match.slice(kept.length))) return match
    return `${kept}[redacted:${rule.name}]`
  })
}
