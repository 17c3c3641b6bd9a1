import t from 'tap'
import { isStaleBudget, staleAfter, tokenBudget } from '../../../src/core/tokens/token-budget.js'
import { seeded } from '../../helpers/seeded.js'

const usual = [18, 16, 14, 12]
const figure = (used: number | undefined) => ({ used, source: 'transcript' as const, at: 1_000 })

t.test('what follows from something unknown is unknown', async t => {
  t.same(tokenBudget(undefined, 200_000, usual), { used: undefined, limit: 200_000, source: undefined, at: undefined, remaining: undefined, remainingPercent: undefined, level: 'unknown' })
  t.match(tokenBudget(figure(5), undefined, usual), { used: 5, limit: undefined, remaining: undefined, remainingPercent: undefined, level: 'unknown', source: 'transcript', at: 1_000 })
  t.match(tokenBudget(figure(undefined), 200_000, usual), { used: undefined, level: 'unknown' })
})

t.test('a level begins exactly where its threshold is reached, in every window', async t => {
  for (const limit of [200_000, 1_000_000, 967_000, 123_400]) {
    for (const [index, threshold] of usual.entries()) {
      const level = ['notice', 'warning', 'high', 'critical'][index]
      const reached = Math.ceil(limit * (1 - threshold / 100) - 1e-6)
      t.equal(tokenBudget(figure(reached), limit, usual).level, level, `${threshold} % of ${limit}`)
      t.not(tokenBudget(figure(reached - 1), limit, usual).level, level, `one token more than ${threshold} % of ${limit}`)
    }
  }
})

t.test('the share that is shown and the level never contradict each other', async t => {
  const random = seeded(5)
  t.comment(`seed ${random.seed}`)
  for (let round = 0; round < 2_000; round += 1) {
    const limit = 1_000 + random.below(1_000_000)
    const { used = 0, remaining = -1, remainingPercent = -1, level } = tokenBudget(figure(random.below(limit + 1_000)), limit, usual)
    const crossed = usual.filter(threshold => remainingPercent <= threshold).length
    if (level !== ['ok', 'notice', 'warning', 'high', 'critical'][crossed] || remaining !== Math.max(0, limit - used) || remainingPercent > 100) t.fail(JSON.stringify({ used, limit, remainingPercent, level }))
  }
  t.pass('2,000 budgets')
})

t.test('with fewer thresholds the last one is critical', async t => {
  t.equal(tokenBudget(figure(90), 100, [10]).level, 'critical')
  t.equal(tokenBudget(figure(89), 100, [10]).level, 'ok')
  t.equal(tokenBudget(figure(70), 100, [30, 20, 10]).level, 'warning')
  t.equal(tokenBudget(figure(100), 100, []).level, 'ok')
})

t.test('a figure is old after a quarter of an hour; one without a time never is', async t => {
  const budget = tokenBudget(figure(5), 100, usual)
  t.equal(isStaleBudget(budget, 1_000 + staleAfter), false)
  t.equal(isStaleBudget(budget, 1_001 + staleAfter), true)
  t.equal(isStaleBudget({ ...budget, at: undefined }, 1e15), false)
})
