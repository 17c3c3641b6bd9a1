import t from 'tap'
import { captureLine } from '../../../src/core/capture/capture-line.js'

t.test('a capture is one line that says what, where and how long', async t => {
  const cases: [string, Parameters<typeof captureLine>][] = [
    ['work: captured 2000 lines (2001-4000 part 1) in 61 ms', ['work', [{ part: 1, count: 2_000 }], { part: 1, line: 2_000 }, 60.7]],
    ['work: captured 1 line (1-1 part 1) in 1 ms', ['work', [{ part: 1, count: 1 }], { part: 1, line: 0 }, 0]],
    ['work: nothing new in 12 ms', ['work', [], { part: 3, line: 5 }, 12]],
    ['work: captured 15 lines (96-100 part 1, 1-10 part 2) in 5 ms', ['work', [{ part: 1, count: 3 }, { part: 1, count: 2 }, { part: 2, count: 10 }], { part: 1, line: 95 }, 5]],
  ]
  for (const [expected, args] of cases) t.equal(captureLine(...args), expected)
})
