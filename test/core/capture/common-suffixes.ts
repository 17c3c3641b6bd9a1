import t from 'tap'
import { commonSuffixes } from '../../../src/core/capture/common-suffixes.js'

const naive = (pattern: readonly string[], text: readonly string[]): number[] =>
  Array.from({ length: text.length + 1 }, (_, place) => {
    let length = 0
    while (length < pattern.length && length < place && pattern.at(-1 - length) === text[place - 1 - length]) length += 1
    return length
  })

t.test('agrees with counting by hand on 2,000 random pairs full of repetition', async t => {
  let seed = 7
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
    return (seed >>> 8) % below
  }
  for (let round = 0; round < 2_000; round += 1) {
    const letters = 1 + random(3)
    const make = (): string[] => Array.from({ length: random(14) }, () => 'abc'[random(letters)] ?? 'a')
    const pattern = make()
    const text = make()
    const found = [...commonSuffixes(pattern, text)]
    const expected = naive(pattern, text)
    if (found.join() !== expected.join()) t.same(found, expected, `${pattern.join('')} in ${text.join('')}`)
  }
  t.pass('2,000 pairs')
})

t.test('a match does not run over from the pattern into the text', async t => {
  t.same([...commonSuffixes(['a'], ['a', 'a', 'a'])], [0, 1, 1, 1])
})
