import t from 'tap'
import { redactContextRules } from '../../../src/core/redaction/redact-context-rules.js'
import { redactRules } from '../../../src/core/redaction/redact-rules.js'

const rules = [...redactRules, ...redactContextRules]

t.test('there are more than forty formats, and their names are words for a marker', async t => {
  t.ok(new Set(redactRules.map(rule => rule.name)).size >= 40)
  for (const { name } of rules) t.match(name, /^[a-z0-9]+(?:-[a-z0-9]+)*$/)
})

t.test('no mark begins with another, or the search would see only the shorter one', async t => {
  const marks = [...new Map(rules.flatMap(rule => rule.marks.map(mark => [mark, rule.anyCase === true] as const)))]
  for (const [one, anyCase] of marks) {
    for (const [other] of marks) {
      const hidden = one !== other && (anyCase ? other.toLowerCase().startsWith(one.toLowerCase()) : other.startsWith(one))
      if (hidden) t.fail(`${one} hides ${other}`)
    }
  }
  t.ok(marks.length > 100)
})

t.test('a mark that means either case is written in small letters, as it is looked up', async t => {
  for (const rule of rules) if (rule.anyCase) for (const mark of rule.marks) t.equal(mark, mark.toLowerCase())
})

t.test('every rule can be found, compiles, and does not match the empty text or a replacement', async t => {
  for (const rule of rules) {
    t.ok(rule.marks.length > 0 || rule.shape !== undefined, rule.name)
    const pattern = new RegExp(rule.source, rule.anyCase ? 'i' : '')
    t.notOk(pattern.test(''), rule.name)
    for (const { name } of rules) if (rule.accept === undefined && pattern.test(` [redacted:${name}] `)) t.fail(`${rule.name} matches ${name}`)
  }
})

t.test('words of hex and base 36, however long, match no format', async t => {
  for (const word of ['9f8a7c3e2d1f'.repeat(12), 'z9x8c7v6b5n4m3a2s1d0'.repeat(8), '0'.repeat(200), 'f'.repeat(64), 'abcdefghijklmnopqrstuvwxyz0123456789'.repeat(4)]) {
    for (const rule of redactRules) t.notOk(new RegExp(rule.source).test(`L 000123 ${word} 3e2d`), rule.name)
  }
})
