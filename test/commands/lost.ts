import { readFileSync } from 'node:fs'
import t from 'tap'
import { lost } from '../../src/commands/lost.js'
import { refreshContext } from '../../src/commands/refresh-context.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { bareSession } from '../helpers/bare-session.js'

const fixture = readFileSync('test/fixtures/context/two-compactions.jsonl', 'utf8')

t.test('of the last compaction, item by item: what the summary lacks, next to what the hand-off carried', async t => {
  const { id, environment } = bareSession(t, fixture)
  const { of, items } = lost(environment, id)
  t.equal(of, 'work')
  const modified = items.filter(({ kind }) => kind === 'filesModified')
  t.same(modified.map(({ what, inSummary, inHandoff }) => [what, inSummary, inHandoff]), [
    ['/home/me/app/src/report/csv.ts', false, true],
    ['/home/me/app/test/report/csv.test.ts', false, true],
    ['/home/me/app/src/summary/page.tsx', false, true],
  ])
  t.ok(items.every(({ inHandoff }) => inHandoff))
})

t.test('after a rollover the summary is in the next session and its matter in this one; both lead there', async t => {
  const lines = fixture.split('\n')
  const cut = lines.findIndex(line => line.includes('"compact_boundary"'))
  const { environment } = bareSession(t, `${lines.slice(0, cut).join('\n')}\n`, { id: 'old', status: 'ended', next: 'new' })
  bareSession(t, `${lines.slice(cut, cut + 3).join('\n')}\n`, { id: 'new', previous: 'old' }, environment)
  for (const id of ['old', 'new']) await refreshContext(environment, parseSessionId(id))
  for (const id of ['old', 'new']) {
    const { of, items } = lost(environment, parseSessionId(id))
    t.equal(of, 'old')
    t.match(items.filter(({ kind, inSummary }) => kind === 'corrections' && !inSummary).length, 2)
  }
})

t.test('without a compaction it is 1, as for a search that finds nothing, without a session 64', async t => {
  const { id, environment } = bareSession(t, '')
  t.throws(() => lost(environment, id), { exitCode: 1, message: 'no compaction with a summary is known of work' })
  t.throws(() => lost(environment, parseSessionId('none')), { exitCode: 64, message: 'there is no session none' })
})
