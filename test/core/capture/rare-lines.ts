import t from 'tap'
import { countLines, isConvincing, rareEvidence } from '../../../src/core/capture/rare-lines.js'

t.test('only different lines that are rare on both sides are evidence, and blank ones never', async t => {
  const cases: [string, string[], string[], string[], number][] = [
    ['two unique lines', ['a', 'b'], ['a', 'b'], ['a', 'b'], 2],
    ['one line twice is one', ['a', 'a'], ['a', 'a'], ['a', 'a'], 1],
    ['three times is too often', ['a'], ['a', 'a', 'a'], ['a'], 0],
    ['also on the other side', ['a'], ['a'], ['a', 'a', 'a'], 0],
    ['blank lines', ['', '  ', '\t'], [''], [''], 0],
    ['nothing', [], ['a'], ['a'], 0],
  ]
  for (const [name, matched, ours, theirs, evidence] of cases) t.equal(rareEvidence(matched, countLines(ours), countLines(theirs)), evidence, name)
})

t.test('it stops counting when there is enough', async t => {
  const many = Array.from({ length: 1_000 }, (_, index) => `line ${index}`)
  t.equal(rareEvidence(many, countLines(many), countLines(many)), 8)
})

t.test('one rare line convinces with three others, two alone do, repetition never', async t => {
  t.same([[0, 1_000], [1, 1], [1, 3], [1, 4], [2, 2]].map(([rare = 0, matched = 0]) => isConvincing(rare, matched)), [false, false, false, true, true])
})

t.test('counting is by whole line', async t => {
  t.same([...countLines(['a', 'b', 'a', ''])], [['a', 2], ['b', 1], ['', 1]])
})
