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
  const search = (finder ??= makeFinder([...redactRules, ...redactContextRules]))
  search.lastIndex = 0
  let hit = search.exec(text)
  if (hit === null) return text
  const { byMark, shaped } = (rules ??= makeRules([...redactRules, ...redactContextRules]))
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

interface Rules {
  readonly byMark: ReadonlyMap<string, readonly Rule[]>
  readonly shaped: readonly Rule[]
}

/** Both made when they are first needed: a command that captures nothing pays for none, a tick that finds no mark only for the first. */
let finder: RegExp | undefined
let rules: Rules | undefined

const makeRules = (table: readonly RedactRule[]): Rules => {
  const byMark = new Map<string, Rule[]>()
  const all = table.map((entry, order): Rule => ({ ...entry, order }))
  for (const rule of all) for (const mark of rule.marks) byMark.set(mark, [...(byMark.get(mark) ?? []), rule])
  return { byMark, shaped: all.filter(rule => rule.shape !== undefined) }
}

/** So long a text makes the engine compile an expression to machine code at its first use. */
const compilingLength = 1_000

/** One expression that matches some mark of every secret, and nothing in most lines. */
const makeFinder = (table: readonly RedactRule[]): RegExp => {
  // Escaped all at once: mark by mark it takes as long as the rest of the finder.
  const literals = (anyCase: boolean): string => table.flatMap(rule => ((rule.anyCase ?? false) === anyCase ? rule.marks : [])).join('\n').replace(/[^A-Za-z0-9\n]/g, '\\$&')
  const folded = literals(true).replace(/[a-z]/g, letter => `[${letter}${letter.toUpperCase()}]`)
  const shapes = table.flatMap(rule => rule.shape ?? [])
  const sources = new Set([...literals(false).split('\n'), ...folded.split('\n'), ...shapes])
  // Sorted, the engine makes one decision a letter of the literals that begin alike: half the time a line.
  const search = new RegExp([...sources].sort().join('|'), 'g')
  // V8 otherwise makes code for its interpreter first, and machine code at the second use: four times the work, and every tick would do it.
  search.test(' '.repeat(compilingLength))
  return search
}

const applyRule = (text: string, rule: Rule): string => {
  const pattern = (rule.pattern ??= new RegExp(rule.source, rule.anyCase ? 'gi' : 'g'))
  return text.replace(pattern, (match: string, ...groups: unknown[]) => {
    const kept = typeof groups[0] === 'string' ? groups[0] : ''
    if (rule.accept !== undefined && !rule.accept(kept, match.slice(kept.length))) return match
    return `${kept}[redacted:${rule.name}]`
  })
}
