import t from 'tap'
import { formatLog } from '../../../src/core/report/format-log.js'

t.test("the time on the reader's clock, the text, and a colour for what is wrong", async t => {
  const at = new Date(2026, 0, 2, 3, 4, 5).getTime()
  const entry = { at, priority: 5, unit: '', from: 'journal', text: 'work: said', cursor: '' } as const
  t.equal(formatLog(entry, true), '2026-01-02 03:04:05 work: said')
  t.equal(formatLog({ ...entry, priority: 4 }, true), '2026-01-02 03:04:05 \u001b[33mwork: said\u001b[0m')
  t.equal(formatLog({ ...entry, priority: 2 }, true), '2026-01-02 03:04:05 \u001b[31mwork: said\u001b[0m')
  t.equal(formatLog({ ...entry, priority: 3 }, false), '2026-01-02 03:04:05 work: said')
})
