import t from 'tap'
import { formatTokenCount } from '../../../src/core/tokens/format-token-count.js'

t.test('a count takes at most five characters and never says more than there is', async t => {
  const counts: [number, string][] = [[0, '0'], [950, '950'], [999, '999'], [1_000, '1k'], [1_100, '1.1k'], [9_999, '9.9k'], [42_184, '42k'], [200_000, '200k'], [999_999, '999k'], [1_000_000, '1M'], [1_250_000, '1.2M'], [12_345_678, '12M']]
  for (const [tokens, text] of counts) t.equal(formatTokenCount(tokens), text)
  for (let tokens = 0; tokens < 99_000_000; tokens = tokens * 1.37 + 1) t.ok(formatTokenCount(tokens).length <= 5)
})
