import { join, normalize, sep } from 'node:path'
import t from 'tap'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { UsageError } from '../../src/errors.js'
import { seeded } from '../helpers/seeded.js'

/** S1. A session ID becomes a path and a unit name: what is accepted can leave neither. */
const { seed, below: random } = seeded(20240607)
t.comment(`seed ${seed}`)

/** The rule once more, letter by letter and without the expression that is being tested. */
const oracle = (text: string): boolean => {
  const isLetterOrDigit = (code: number) => (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
  if (text.length < 1 || text.length > 128 || !isLetterOrDigit(text.charCodeAt(0))) return false
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (!isLetterOrDigit(code) && code !== 95 && code !== 45 && code !== 46) return false
    if (code === 46 && text.charCodeAt(index + 1) === 46) return false
  }
  return true
}

const accepted = (text: string): boolean => {
  try {
    return parseSessionId(text) === text
  } catch (error) {
    if (error instanceof UsageError && error.exitCode === 64) return false
    throw error
  }
}

/** Where an accepted ID leads: one directory below the root, which no normalization changes, and a unit name of at most 255 bytes. */
const staysInside = (id: string): boolean => {
  const root = '/home/user/.local/state/claude-session/sessions'
  const path = join(root, id)
  return path === `${root}${sep}${id}` && normalize(path) === path && id.normalize('NFKC') === id && encodeURIComponent(id) === id &&
    Buffer.byteLength(`claude-session-failed@claude-session-capture@${id}.service.service`) <= 255
}

t.test('60 named attacks and 20 honest names', async t => {
  const bad = [
    '', ' ', '.', '..', '...', '/', '\\', '//', '../x', '../../etc/passwd', 'a/../b', 'a/b', 'a\\b', '/abs', './a', 'a/', 'a..b', 'a..', '..a', 'a...b', '.hidden', '-rf', '--help', '-', '_x',
    'a\0', '\0', 'a\0b', 'a%00', '%2e%2e', '%2e%2e%2f', 'a%2fb', '..%c0%af', '%i', '%n', '%h', 'a%', 'a@b', 'a:b', 'a*', 'a?', '[a]', '{a}', '~', '~root', '$HOME', '`id`', '$(id)', 'a;b', 'a|b', 'a&b', 'a b', 'a\tb', 'a\n', '\na', 'a\r',
    'a\u2028', 'a\u2215b', 'a\uff0fb', '\u2024\u2024', '\uff0e\uff0e', 'é', 'ａ', 'а', 'a\u200b', '\u202ea', '\ufeffa', 'İ', 'ſ', '１', 'a\u0301', '\ud800', '😀', 'x'.repeat(129), 'x'.repeat(300), 'x'.repeat(1 << 20), `${'x'.repeat(128)}\n`, '#{pane_id}', '#(id)', "a'b", 'a"b', '<a>', 'a=b', 'a+b', 'a,b', 'a!',
  ]
  const good = ['a', '0', 'Z', 'work', 'claude-app-1763850000', 'a.b', 'a.', 'a-', 'a_', 'a.b.c', 'a--b', 'a.-b', '1.0', 'CON', 'nul', 'x'.repeat(128), `a${'.b'.repeat(63)}`, '0-0', 'a_b-c.d', 'constructor']
  t.ok(bad.length >= 60, `${bad.length} attacks`)
  for (const id of bad) if (accepted(id) || oracle(id)) t.fail(`accepted ${JSON.stringify(id.slice(0, 40))}`)
  for (const id of good) if (!accepted(id) || !oracle(id) || !staysInside(id)) t.fail(`refused ${id}`)
})

t.test('100,000 fuzzed IDs are accepted exactly when the oracle says so, and lead inside', async t => {
  const letters = [...'abcXYZ019', '.', '.', '-', '_', '/', '\\', '%', '\0', '\n', ' ', '~', ':', '@', '\u2215', '\uff0f', 'é', '\u202e', '\ud83d', '\x1b', '\x7f', '2e', '..', '../']
  const safe = [...'abcdefgXYZ0189', '.', '-', '_']
  let taken = 0
  const wrong: string[] = []
  for (let count = 0; count < 100_000; count += 1) {
    const from = count % 2 === 0 ? safe : letters
    let text = ''
    for (let length = random(count % 100 === 0 ? 140 : 12); length >= 0; length -= 1) text += from[random(from.length)] ?? ''
    // Every tenth is honest but for one code unit of any kind.
    if (count % 10 === 0) text = `a${text}${String.fromCharCode(random(0x10000))}`
    const verdict = accepted(text)
    if (verdict) taken += 1
    if (verdict !== oracle(text) || (verdict && !staysInside(text))) wrong.push(JSON.stringify(text))
  }
  t.comment(`100,000 IDs, ${taken} accepted, ${wrong.length} against the oracle`)
  t.same(wrong, [])
  t.ok(taken > 1000 && taken < 99_000, 'both verdicts were put to the test')
})
