import t from 'tap'
import { staleAfter, tokenBudget } from '../../../src/core/tokens/token-budget.js'
import { byTokenStatus, tokenStatus } from '../../../src/core/tokens/token-status.js'

const of = (used: number | undefined, now = 5_000) => tokenStatus(tokenBudget({ used, source: 'compact', at: 1_000 }, 100, [18]), now)

t.test('what is not known is null, for JSON', async t => {
  t.same(of(40), { used: 40, limit: 100, remaining: 60, remainingPercent: 60, level: 'ok', source: 'compact', secondsAgo: 4, stale: false, text: '60% context left, 40 of 100' })
  t.same(tokenStatus(tokenBudget(undefined, undefined, []), 0), { used: null, limit: null, remaining: null, remainingPercent: null, level: 'unknown', source: null, secondsAgo: null, stale: false, text: 'context unknown' })
})

t.test('an old figure says so, and none is from the future', async t => {
  t.match(of(40, staleAfter + 2_000), { stale: true, text: /\(old\)$/, secondsAgo: 901 })
  t.match(of(40, 0), { stale: false, secondsAgo: 0 })
})

t.test('the nearest to its compaction comes first, the unknown last', async t => {
  const all = [of(undefined), of(10), null, of(95), of(50)]
  t.same(all.sort(byTokenStatus).map(each => each?.remainingPercent ?? null), [5, 50, 90, null, null])
})
