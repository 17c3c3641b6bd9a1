import t from 'tap'
import { formatStatus } from '../../../src/core/report/format-status.js'
import type { SessionStatus } from '../../../src/core/session/session-summary.js'
import { tokenBudget } from '../../../src/core/tokens/token-budget.js'
import { tokenStatus } from '../../../src/core/tokens/token-status.js'

const session: SessionStatus = {
  id: 'work', state: 'live', project: 'app', directory: '/d', pane: '/s %0', started: '', ended: '', lines: 7, parts: 1, gaps: 0, captured: '', trouble: '', paneLives: true, capturedSecondsAgo: 5, supervisor: 'units', tokens: null,
}

t.test('a healthy session takes three lines, and troubles each one more', async t => {
  t.same(formatStatus([session]).split('\n'), ['work (live, units)', '  pane      /s %0', '  captured  7 lines in 1 part, last change 5 s ago'])
  const ill = formatStatus([{ ...session, paneLives: false, gaps: 2, trouble: 'disk full', parts: 3 }])
  for (const words of ['(gone)', '3 parts', 'gaps      2', 'where work', 'trouble   disk full']) t.ok(ill.includes(words), words)
})

t.test('a session that nobody ticks says what brings its ticks back', async t => {
  t.match(formatStatus([{ ...session, supervisor: 'nothing runs its ticks' }]), /^work \(live, nothing runs its ticks\)\n[^]*\n  to do     claude-session recover \(/)
  t.notMatch(formatStatus([{ ...session, supervisor: 'embedded supervisor' }]), /to do/)
})

t.test('one line is one line; of a damaged session only what is wrong is said', async t => {
  t.match(formatStatus([{ ...session, lines: 1 }]), /captured  1 line in 1 part,/)
  t.equal(formatStatus([{ ...session, pane: '', directory: '', trouble: 'x is not valid TOML' }]), 'work (live, units)\n  trouble   x is not valid TOML')
})

t.test('an ended session has neither a supervisor nor a pane that could be gone', async t => {
  const ended = formatStatus([{ ...session, state: 'ended', paneLives: false, supervisor: 'ended' }])
  t.match(ended, /^work \(ended\)\n/)
  t.notMatch(ended, /gone/)
})

t.test('the context has a line with its source and age, in colour where it is asked for', async t => {
  const tokens = tokenStatus(tokenBudget({ used: 164_000, source: 'transcript', at: 0 }, 200_000, [18, 16, 14, 12]), 12_000)
  const [, , , row] = formatStatus([{ ...session, tokens }]).split('\n')
  t.equal(row, '  tokens    18% context left, 164k of 200k (transcript, 12 s ago)')
  t.equal(formatStatus([{ ...session, tokens }], true).split('\n')[3], '  tokens    \u001b[33m18% context left, 164k of 200k\u001b[0m (transcript, 12 s ago)')
  t.equal(formatStatus([{ ...session, tokens: tokenStatus(tokenBudget(undefined, undefined, []), 0) }]).split('\n')[3], '  tokens    context unknown')
})

t.test('ages are told in the unit that fits', async t => {
  const ages: [number | null, string][] = [[null, 'never'], [0, '0 s ago'], [89, '89 s ago'], [90, '2 min ago'], [5_399, '90 min ago'], [5_400, '2 h ago'], [86_400, '24 h ago']]
  for (const [seconds, words] of ages) t.ok(formatStatus([{ ...session, capturedSecondsAgo: seconds }]).endsWith(words), words)
})

t.test('none at all says how to begin', async t => {
  t.match(formatStatus([]), /claude-session start/)
})
