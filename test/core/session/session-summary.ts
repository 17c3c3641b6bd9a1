import t from 'tap'
import { formatList } from '../../../src/core/report/format-list.js'
import { formatStatus } from '../../../src/core/report/format-status.js'
import type { SessionStatus } from '../../../src/core/session/session-summary.js'

t.test('a status is a summary too: both tables take it', async t => {
  const status: SessionStatus = {
    id: 'work', state: 'ended', project: 'app', directory: '/d', pane: '/s %0', started: '', ended: '', lines: 1, parts: 1, gaps: 0, captured: '', trouble: '', paneLives: false, capturedSecondsAgo: null, supervisor: 'ended', tokens: null,
  }
  for (const text of [formatList([status]), formatStatus([status])]) t.match(text, /work/)
})
