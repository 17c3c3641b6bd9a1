import t from 'tap'
import { planHidden } from '../../../src/core/capture/plan-hidden.js'

const place = { row: 40, lineIndex: 30 }

t.test('while the main screen is hidden nothing is written, and what is known of it stays', async t => {
  t.same(planHidden(['a', 'b'], { part: 1, line: 5 }, place, 100, false), { gaps: [], lines: [], appends: [], end: { part: 1, line: 5 }, pending: ['a', 'b'], ...place })
})

t.test('at the end of the session the pending text is committed as it was seen last', async t => {
  t.same(planHidden(['a', 'b'], { part: 1, line: 5 }, place, 100, true), { gaps: [], lines: ['a', 'b'], appends: [{ part: 1, lines: ['a', 'b'] }], end: { part: 1, line: 7 }, pending: [], ...place })
})
