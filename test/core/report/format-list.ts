import t from 'tap'
import { formatList } from '../../../src/core/report/format-list.js'
import { localTime } from '../../../src/core/report/local-time.js'
import type { SessionSummary } from '../../../src/core/session/session-summary.js'

const summary = (id: string, lines: number): SessionSummary => ({
  id, state: 'live', project: 'app', directory: '/home/me/a dir', pane: '/s %0', started: '2026-11-23T06:07:08.000Z', ended: '', lines, parts: 1, gaps: 0, captured: '', trouble: '',
})

t.test('a table has a heading, a line for each session, and columns that stand under each other', async t => {
  const rows = formatList([summary('a', 5), summary('a-long-name-of-a-session', 1_234_567)]).split('\n')
  t.equal(rows.length, 3)
  const [heading = '', ...others] = rows
  for (const row of others) {
    t.equal(row.indexOf('live'), heading.indexOf('STATE'))
    t.equal(row.indexOf('/home'), heading.indexOf('PROJECT'))
    t.ok(row.includes(` ${localTime(Date.parse('2026-11-23T06:07:08.000Z')).slice(0, 16)} `), 'the time as it is where the reader is')
    t.equal(row.trimEnd(), row)
  }
})

t.test('a session with a damaged file has a line too, which says what is wrong', async t => {
  t.match(formatList([{ ...summary('a', 0), directory: '', started: '', trouble: '/x/session.toml is not valid TOML' }]), /\na +live +\? +\? +\? +\? +\/x\/session\.toml is not valid TOML$/)
})

t.test('none at all says how to begin', async t => {
  t.match(formatList([]), /claude-session start/)
})
