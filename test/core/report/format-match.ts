import t from 'tap'
import { formatMatch } from '../../../src/core/report/format-match.js'

t.test('as grep shows a line, and in its colours', async t => {
  const found = { id: 'work', part: 2, line: 30, text: 'an error, an end', spans: [[0, 2], [10, 12], [12, 12]] as const }
  t.equal(formatMatch(found, false), 'work:2:30: an error, an end')
  t.equal(formatMatch(found, true).replaceAll('\u001b', 'E'), 'E[35mworkE[0mE[36m:E[0mE[32m2E[0mE[36m:E[0mE[32m30E[0mE[36m:E[0m E[1;31manE[0m error, E[1;31manE[0m end')
})
