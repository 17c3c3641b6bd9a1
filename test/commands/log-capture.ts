import t from 'tap'
import { logCapture } from '../../src/commands/log-capture.js'
import type { LiveCapture } from '../../src/commands/capture-live.js'
import { inProcess } from '../helpers/in-process.js'

t.test('a warning for each gap, what was filled in, then one line', async t => {
  const environment = inProcess({ HOME: '/h' })
  const gap = { why: 'cleared', part: 1, line: 7, at: '', known: 'text', filled: null } as const
  const result = { captured: [{ part: 1, count: 1 }], start: { part: 1, line: 7 }, gaps: [gap], total: 8, gone: false, filled: 2 } as unknown as LiveCapture
  logCapture(environment, 'work', result, new Date())
  t.match(environment.lines, ['<4>work: gap behind line 7 of part 1 (cleared): text', '<5>work: 2 records of the transcript rendered that the pane did not show', /^<5>work: captured 1 line \(8-8 part 1\) in \d+ ms$/])
})
