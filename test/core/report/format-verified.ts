import t from 'tap'
import { formatVerified, isDamaged } from '../../../src/core/report/format-verified.js'

t.test('a line a session, and one for each file that is not as it should be; what was added is no damage', async t => {
  const whole = { id: 'a', state: 'live', files: 1, bytes: 10, problems: [{ file: 'note', problem: 'extra', detail: '' }] } as const
  const damaged = { id: 'b', state: 'ended', files: 2, bytes: 2_500_000, problems: [{ file: 'x.md', problem: 'missing', detail: 'it had 3 lines' }] } as const
  t.equal(formatVerified([whole, damaged]), 'a (live): 1 file, 1 KB: as written\n  extra    note\nb (ended): 2 files, 2.5 MB: damaged\n  missing  x.md: it had 3 lines')
  t.same([isDamaged(whole), isDamaged(damaged)], [false, true])
  t.match(formatVerified([]), /^No sessions yet/)
})
