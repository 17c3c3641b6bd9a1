import t from 'tap'
import { formatLost } from '../../../src/core/handoff/format-lost.js'
import { localTime } from '../../../src/core/report/local-time.js'

t.test('figures by kind, then what the summary lacks and who has it', async t => {
  const items = [
    { kind: 'filesModified' as const, what: '/p/a.ts', inSummary: false, inHandoff: true },
    { kind: 'filesModified' as const, what: '/p/b.ts', inSummary: true, inHandoff: true },
    { kind: 'prompts' as const, what: 'go\non', inSummary: false, inHandoff: false },
  ]
  const text = formatLost({ of: 'work', at: '2026-01-01T00:00:00Z', items })
  t.ok(text.startsWith(`Compaction of work at ${localTime(Date.parse('2026-01-01T00:00:00Z'))}: `), 'on the clock of the reader')
  t.match(text, /^Compaction of work at [^T]*: what stood before it.*\n +before +summary +hand-off\nfiles modified +2 +1 +2\n/)
  t.match(text, /files modified that the summary lacks\n {2}handed on {3}\/p\/a\.ts\n\nprompts that the summary lacks\n {2}in context {2}go on$/)
})
