import t from 'tap'
import { hashLine } from '../../../src/core/capture/hash-line.js'
import { extendTail, tailRuns, type Tail } from '../../../src/core/capture/tail.js'
import { seeded } from '../../helpers/seeded.js'

const naive = (lines: readonly string[]): Tail => {
  const runs: { hash: number; count: number }[] = []
  for (const line of lines) {
    const last = runs.at(-1)
    if (last?.hash === hashLine(line)) last.count += 1
    else runs.push({ hash: hashLine(line), count: 1 })
  }
  return runs.slice(-tailRuns)
}

t.test('2,000 random streams: extended bit by bit, the tail is the end of the whole stream in runs', async t => {
  const random = seeded(160)
  t.comment(`seed ${random.seed}`)
  let wrong = 0
  for (let run = 0; run < 2_000; run += 1) {
    const words = 1 + random.below(random.pick([2, 5, 400]))
    let tail: Tail = []
    const all: string[] = []
    for (let step = random.below(8); step > 0; step -= 1) {
      const lines = Array.from({ length: random.below(random.pick([3, 100, 400])) }, () => `w${random.below(words)}`)
      all.push(...lines)
      tail = extendTail(tail, lines)
    }
    const expected = naive(all)
    // The oldest run may have lost what a burst pushed out; every other one is exact.
    const same = tail.length === expected.length && tail.every((one, index) => one.hash === expected[index]?.hash && (index === 0 ? one.count <= expected[index].count : one.count === expected[index].count))
    if (!same && (wrong += 1) < 4) t.same(tail, expected, `run ${run}`)
  }
  t.equal(wrong, 0)
})

t.test('300 equal lines push nothing out', async t => {
  const tail = extendTail(extendTail([], ['a', 'b', 'c']), Array<string>(300).fill('ok'))
  t.same(tail.map(({ count }) => count), [1, 1, 1, 300])
})

t.test('the tail that was given is not changed', async t => {
  const before = extendTail([], ['a'])
  extendTail(before, ['a', 'b'])
  t.same(before, [{ hash: hashLine('a'), count: 1 }])
})
