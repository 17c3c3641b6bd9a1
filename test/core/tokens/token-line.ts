import t from 'tap'
import { tokenBudget } from '../../../src/core/tokens/token-budget.js'
import { decodeTokenLine, encodeTokenLine } from '../../../src/core/tokens/token-line.js'

const at = Date.parse('2026-11-20T10:00:00.000Z')
const known = tokenBudget({ used: 42_184, source: 'transcript', at }, 200_000, [18, 16, 14, 12])
const unknown = tokenBudget(undefined, undefined, [])

t.test('the line is the one that is promised', async t => {
  t.equal(encodeTokenLine('work', known), 'session=work used=42184 limit=200000 remaining=157816 remaining_percent=79 level=ok source=transcript at=2026-11-20T10:00:00.000Z')
  t.equal(encodeTokenLine('work', unknown), 'session=work used=unknown limit=unknown remaining=unknown remaining_percent=unknown level=unknown source=unknown at=unknown')
})

t.test('it comes back as it was', async t => {
  for (const budget of [known, unknown, tokenBudget({ used: 5, source: 'pane', at: undefined }, undefined, [])]) t.same(decodeTokenLine(encodeTokenLine('a.b-c_1', budget)), { id: 'a.b-c_1', budget })
})

t.test('a line that is not ours is none', async t => {
  const good = encodeTokenLine('work', known)
  for (const line of ['', good.slice(0, -1), `${good} `, `${good}\n${good}`, good.replace('ok', 'fine'), good.replace('transcript', 'rumour'), good.replace('work', '../x'), good.replace('42184', '-1'), good.replace('2026', 'x'.repeat(50))]) {
    t.equal(decodeTokenLine(line), undefined, line)
  }
})
