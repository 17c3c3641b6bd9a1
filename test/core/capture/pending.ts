import t from 'tap'
import { decodePending, encodePending, pendingRest } from '../../../src/core/capture/pending.js'

const examples = [
  { total: 0, lines: [] },
  { total: 5, lines: [''] },
  { total: 123_456, lines: ['$ make', '', '漢字 🙂', '# pending behind line 5, 1 lines, abc', 'x'.repeat(5_000)] },
]

t.test('pending text comes back as it was', async t => {
  for (const pending of examples) t.same(decodePending(encodePending(pending)), pending)
})

t.test('cut anywhere or changed in any letter, it is not believed', async t => {
  const text = encodePending({ total: 12, lines: ['first', 'second', '', 'fourth'] })
  for (let end = 0; end < text.length; end += 1) t.equal(decodePending(text.slice(0, end)), undefined, `cut at ${end}`)
  for (let index = 0; index < text.length; index += 1) t.equal(decodePending(`${text.slice(0, index)}~${text.slice(index + 1)}`), undefined, `changed at ${index}`)
  t.equal(decodePending(`${text}more\n`), undefined)
})

t.test('what a killed tick committed of it is left out', async t => {
  const pending = ['a', 'b', 'c']
  const cases: [string[], string[]][] = [[[], ['a', 'b', 'c']], [['a'], ['b', 'c']], [['a', 'b', 'c'], []], [['a', 'b', 'c', 'd'], []]]
  for (const [committed, rest] of cases) t.same(pendingRest(pending, committed), rest, committed.join(''))
  t.same(pendingRest([], ['a']), [])
})

t.test('when other lines were committed in its place, nothing of it is left to commit', async t => {
  for (const committed of [['x'], ['a', 'c'], ['a', 'b', 'x', 'c']]) t.same(pendingRest(['a', 'b', 'c'], committed), [], committed.join(''))
})
