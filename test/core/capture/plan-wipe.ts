import t from 'tap'
import { planWipe } from '../../../src/core/capture/plan-wipe.js'

const at = '2026-11-23T08:00:00.000Z'
const gap = { why: 'cleared', known: '3 rows of history where 900 stood' } as const

t.test('the pending lines that left the pane are committed, and the gap stands behind them', async t => {
  t.same(planWipe({ index: 0, flush: 2, gap }, ['a', 'b'], { part: 1, line: 10 }, 60_000, at), {
    gaps: [{ ...gap, part: 1, line: 12, at, filled: null }],
    lines: ['a', 'b'],
    appends: [{ part: 1, lines: ['a', 'b'] }],
    end: { part: 1, line: 12 },
    pending: [],
    row: 0,
    lineIndex: 0,
  })
})

t.test('they rotate like all lines', async t => {
  const plan = planWipe({ index: 0, flush: 3, gap }, ['a', 'b', 'c'], { part: 1, line: 8 }, 10, at)
  t.same(plan.appends, [{ part: 1, lines: ['a', 'b'] }, { part: 2, lines: ['c'] }])
  t.match(plan.gaps, [{ part: 2, line: 1 }])
})
