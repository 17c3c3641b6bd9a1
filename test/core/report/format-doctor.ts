import t from 'tap'
import { finding } from '../../../src/core/checks/finding.js'
import { formatDoctor } from '../../../src/core/report/format-doctor.js'

const findings = [
  finding('node', 'ok', 'Node.js 24'),
  finding('shell-start', 'notice', 'begins none', 'run it'),
  finding('footer', 'warning', 'not shown', 'put it there'),
  finding('session work', 'problem', 'nothing runs its ticks', 'start it'),
  { ...finding('session other', 'ok', 'captured'), fixed: 'captured, restarted its timers' },
  finding('history-limit', 'ok', 'plenty'),
  finding('brand-new', 'unknown', 'who knows'),
]

t.test('the areas with the worst trouble first, the worst first in each, and a last line that counts', async t => {
  t.strictSame(formatDoctor(findings).split('\n'), [
    'Sessions',
    '  ✗ session work   nothing runs its ticks',
    '                   → start it',
    '  ✓ session other  captured',
    '                   fixed: captured, restarted its timers',
    'tmux',
    '  ! footer         not shown',
    '                   → put it there',
    '  ✓ history-limit  plenty',
    'Other',
    '  ? brand-new      who knows',
    'Installation',
    '  · shell-start    begins none',
    '                   → run it',
    '  ✓ node           Node.js 24',
    '1 problem, 1 warning, 1 unknown, 1 notice; 3 checks are well',
  ])
  t.notMatch(formatDoctor(findings), /\u001b/)
  t.match(formatDoctor(findings, { colour: true }), /\u001b\[1;31m✗\u001b\[0m session work/)
})

t.test('quiet: what is not well and what was fixed, nothing where all is', async t => {
  t.notMatch(formatDoctor(findings, { quiet: true }), /Node\.js 24|begins none|plenty/)
  t.match(formatDoctor(findings, { quiet: true }), /session work[^]*session other[^]*footer/)
  t.equal(formatDoctor([finding('node', 'ok', ''), finding('claude', 'notice', '')], { quiet: true }), '')
  t.match(formatDoctor([finding('node', 'ok', '')]), /no problems, no warnings, no notices; 1 check is well$/)
})
