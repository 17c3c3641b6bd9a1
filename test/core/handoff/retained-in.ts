import t from 'tap'
import { bareWords, retainedIn } from '../../../src/core/handoff/retained-in.js'

const nothing = { directory: '/p', filesModified: [], filesRead: [], commands: [], prompts: [], corrections: [] }

t.test('a path stands in full, relative, by its name, or not', async t => {
  const found = retainedIn({ ...nothing, filesModified: ['/p/src/a.ts', '/p/src/b.ts', '/p/src/c.ts', '/p/src/d.ts', '/p/lib/e.ts'] }, 'I changed /p/src/a.ts and src/b.ts, then c.ts.\n- lib/: x.ts, e.ts\n')
  t.same(found.map(({ full, relative, base }) => [full, relative, base]), [[true, true, true], [false, true, true], [false, false, true], [false, false, false], [false, true, true]])
})

t.test('words stand whole, however they are quoted and wrapped', async t => {
  const found = retainedIn({ ...nothing, commands: ['npm test', 'npm test -- --all'], corrections: ['no, not\nthat way'] }, 'ran npm test; the user:\n> no, not\n> that way\n')
  t.same(found.map(({ kind, held }) => [kind, held]), [['commands', true], ['commands', false], ['corrections', true]])
  t.equal(bareWords('  > a\n>> b\tc'), 'a b c')
})

t.test('what was said twice counts once', async t => {
  t.equal(retainedIn({ ...nothing, prompts: ['go on', 'go on'] }, '').length, 1)
})
