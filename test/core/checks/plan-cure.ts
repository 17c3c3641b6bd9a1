import t from 'tap'
import { planCure } from '../../../src/core/checks/plan-cure.js'
import type { SessionFacts } from '../../../src/core/checks/session.js'

const standsStill: SessionFacts = { id: 'work', damaged: '', marker: 'damaged', capturedAgo: 90_000, pane: 'lives', next: '', trouble: '', ticks: 'nobody', timers: [], period: 300 }

// What is done about each kind of trouble stands in the table of test/core/checks/session.ts.
t.test('a session whose pane is gone, whose record is damaged or that has rolled over is left alone, whatever else is wrong with it', async t => {
  t.same(planCure(standsStill), ['capture', 'start'])
  for (const more of [{ pane: 'gone' }, { pane: 'unknown' }, { damaged: 'x' }, { next: 'later' }] as const) t.same(planCure({ ...standsStill, ...more }), [], JSON.stringify(more))
})
