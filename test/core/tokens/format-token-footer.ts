import t from 'tap'
import { formatTokenFooter } from '../../../src/core/tokens/format-token-footer.js'
import { tokenBudget } from '../../../src/core/tokens/token-budget.js'

const at = (used: number | undefined) => formatTokenFooter(tokenBudget({ used, source: 'pane', at: 0 }, 100_000, [18, 16, 14, 12]), 1)

t.test('each level has a colour of its own, and ends it', async t => {
  const footers = [1_000, 82_000, 84_000, 86_000, 88_000, undefined].map(at)
  t.equal(new Set(footers.map(({ short }) => /^#\[[^\]]*\]/.exec(short)?.[0])).size, 6)
  for (const { long, short } of footers) for (const text of [long, short]) t.match(text, /^#\[[a-z0-9=,]+\][^#]+#\[default\]$/)
  t.equal(at(82_000).long, '#[fg=yellow]18% context left, 82k of 100k#[default]')
})
