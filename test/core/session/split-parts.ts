import t from 'tap'
import { splitParts } from '../../../src/core/session/split-parts.js'
import { seeded } from '../../helpers/seeded.js'

t.test('10,000 random streams (R10): no part is too long, none is skipped, and joined they are the stream', async t => {
  const random = seeded(10)
  t.comment(`seed ${random.seed}`)
  let wrong = 0
  let rotations = 0
  for (let run = 0; run < 10_000 && wrong < 5; run += 1) {
    const limit = 1 + random.below(random.pick([3, 50, 1_000]))
    const parts = new Map<number, string[]>()
    const all: string[] = []
    let end = { part: 1, line: 0 }
    for (let appends = random.below(12); appends > 0; appends -= 1) {
      const lines = Array.from({ length: random.below(random.pick([2, limit + 2, 3 * limit])) }, (_, index) => `line ${all.length + index}`)
      const split = splitParts(end, lines, limit)
      for (const append of split.appends) parts.set(append.part, [...(parts.get(append.part) ?? []), ...append.lines])
      all.push(...lines)
      end = split.end
    }
    const sizes = [...parts.values()].map(lines => lines.length)
    const joined = [...parts.entries()].sort(([one], [other]) => one - other).flatMap(([, lines]) => lines)
    const numbers = [...parts.keys()].every((part, index) => part === index + 1)
    const full = sizes.slice(0, -1).every(size => size === limit) && (sizes.at(-1) ?? 0) <= limit
    const ends = end.part === 1 + Math.floor(all.length / limit) && end.line === all.length % limit
    rotations += end.part - 1
    if (numbers && full && ends && joined.join() === all.join()) continue
    wrong += 1
    t.fail(`run ${run}: parts of ${limit}, sizes ${sizes.join(' ')}, end ${JSON.stringify(end)}, ${all.length} lines`)
  }
  t.comment(`${rotations} rotations`)
  t.equal(wrong, 0)
})

t.test('a part that is exactly full has given way to the next one', async t => {
  t.same(splitParts({ part: 2, line: 59_999 }, ['a'], 60_000), { appends: [{ part: 2, lines: ['a'] }], end: { part: 3, line: 0 } })
  t.same(splitParts({ part: 1, line: 5 }, [], 60_000), { appends: [], end: { part: 1, line: 5 } })
})

t.test('a part that holds more than the setting allows by now gets nothing more', async t => {
  t.same(splitParts({ part: 1, line: 80 }, ['a'], 50), { appends: [{ part: 2, lines: ['a'] }], end: { part: 2, line: 1 } })
})
