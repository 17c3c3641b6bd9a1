import t from 'tap'
import { decodeJournalLine, decodeSupervisorLine } from '../../../src/core/report/log-entry.js'

const journal = (more: object): string => JSON.stringify({ __REALTIME_TIMESTAMP: '1700000000123456', __CURSOR: 's=1', PRIORITY: '4', MESSAGE: 'work: said', ...more })

t.test('a line of the journal, by the unit that said it or that it is about', async t => {
  t.same(decodeJournalLine(journal({ _SYSTEMD_USER_UNIT: 'a.service' })), { at: 1_700_000_000_123, priority: 4, unit: 'a.service', from: 'journal', text: 'work: said', cursor: 's=1' })
  t.match(decodeJournalLine(journal({ _SYSTEMD_USER_UNIT: 'init.scope', USER_UNIT: 'b.service', PRIORITY: undefined })), { unit: 'b.service', priority: 6 })
  t.match(decodeJournalLine(journal({ MESSAGE: [...Buffer.from('a\u001b[31mb')] })), { text: 'ab', unit: '' }, 'as numbers, which is how journalctl writes controls')
  t.match(decodeJournalLine(journal({ MESSAGE: 'x\u001b]0;title\u0007\u202ey\nz', PRIORITY: '99' })), { text: 'xy z', priority: 6 }, 'cleaned')
  for (const line of ['', '{', 'null', '[]', '{}', journal({ __REALTIME_TIMESTAMP: 'x' })]) t.equal(decodeJournalLine(line), undefined, line)
})

t.test("a line of a supervisor's log, by its time or that of the line before", async t => {
  t.same(decodeSupervisorLine('2026-01-01T00:00:01.500Z work: said\u001b[2J', 5), { at: Date.parse('2026-01-01T00:00:01.500Z'), priority: 5, unit: '', from: 'supervisor.log', text: 'work: said', cursor: '' })
  t.match(decodeSupervisorLine('\u001b[31mError: x', 5), { at: 5, text: 'Error: x' })
})
