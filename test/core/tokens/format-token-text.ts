import t from 'tap'
import { formatTokenText } from '../../../src/core/tokens/format-token-text.js'
import { staleAfter, tokenBudget } from '../../../src/core/tokens/token-budget.js'

const of = (used: number | undefined, limit: number | undefined) => tokenBudget({ used, source: 'pane', at: 0 }, limit, [18])

t.test('a budget is told in a long way and a short one', async t => {
  t.same(formatTokenText(of(42_184, 200_000), 5), { long: '79% context left, 42k of 200k', short: '79%' })
  t.same(formatTokenText(of(42_184, undefined), 5), { long: 'context 42k used', short: '42k' })
})

t.test('unknown says unknown, old says old', async t => {
  t.same(formatTokenText(of(undefined, 200_000), 5), { long: 'context unknown', short: '?' })
  t.same(formatTokenText(of(42_184, 200_000), staleAfter + 1), { long: '79% context left, 42k of 200k (old)', short: '79%?' })
})

t.test('it fits in a footer, whatever the numbers', async t => {
  for (const used of [0, 1, 999_999, 12_345_678, 1e15]) for (const limit of [1_000, 200_000, 1_000_000, undefined]) {
    const { long, short } = formatTokenText(of(used, limit), 1e15)
    t.ok(long.length <= 42 + 10 && short.length <= 16, long)
    t.match(long, /^[\w%,.() ]+$/)
  }
})
