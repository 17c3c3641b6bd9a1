import t from 'tap'
import { formatTokenAlert } from '../../../src/core/tokens/format-token-alert.js'
import { tokenBudget } from '../../../src/core/tokens/token-budget.js'

const usual = [18, 16, 14, 12]
const budget = tokenBudget({ used: 164_000, source: 'pane', at: 0 }, 200_000, usual)

t.test('the message is doubled for tmux, the journal line is not', async t => {
  t.same(formatTokenAlert('work', budget, 18, usual), { message: " 18%% of Claude's context left: 36k of 200k tokens ", journal: "work: 18% of Claude's context left: 36k of 200k tokens (at or below 18%)", priority: 5 })
})

t.test('the priority rises from notice to error', async t => {
  t.same(usual.map(threshold => formatTokenAlert('work', budget, threshold, usual).priority), [5, 4, 4, 3])
  t.same([20, 10].map(threshold => formatTokenAlert('work', budget, threshold, [20, 10]).priority), [5, 3])
  t.equal(formatTokenAlert('work', budget, 10, [10]).priority, 3)
})
