import t from 'tap'
import { planRecovery, type FoundSession } from '../../../src/core/session/plan-recovery.js'
import type { SessionRecord } from '../../../src/core/session/session-record.js'

const record: SessionRecord = {
  id: 'work', number: 1, project: 'app', directory: '/app', pane: { socket: '/s', serverPid: 1, serverStart: 1, id: '%0', version: '' }, started: '2026-01-01T00:00:00.000Z',
  ended: '', status: 'live', endReason: '', previous: '', next: '', transcript: '', provisional: false, renamedTo: '',
}
const found: FoundSession = { record, paneLives: true, unit: undefined, supervised: false, here: true, nextStands: false }
const plan = (more: Partial<FoundSession>): string => planRecovery({ ...found, ...more })

t.test('a session whose pane lives is resumed unless something ticks it', async t => {
  t.equal(plan({}), 'resume')
  t.equal(plan({ unit: 'inactive' }), 'resume')
  t.equal(plan({ unit: 'failed' }), 'resume')
  t.equal(plan({ unit: 'active' }), 'leave')
  t.equal(plan({ supervised: true }), 'leave')
  t.equal(plan({ unit: 'inactive', supervised: true }), 'leave')
})

t.test('one whose pane is gone is ended, whatever ticks it', async t => {
  for (const unit of [undefined, 'active', 'inactive', 'failed']) t.equal(plan({ paneLives: false, unit }), 'end', String(unit))
  t.equal(plan({ paneLives: false, supervised: true }), 'end')
})

t.test('an end that was cut off is finished also while the pane lives', async t => t.equal(plan({ record: { ...record, status: 'ended' } }), 'end'))

t.test('a unit that is just beginning or ending a session is left to it', async t => {
  for (const unit of ['activating', 'deactivating', 'reloading']) for (const paneLives of [true, false]) t.equal(plan({ unit, paneLives }), 'busy')
  t.equal(plan({ unit: 'activating', record: undefined }), 'busy')
})

t.test('a rollover is finished when there is a pane to go on in, or a next session that stands already', async t => {
  const rolled = { ...record, next: 'claude-app-2' }
  t.equal(plan({ record: rolled }), 'finish rollover')
  t.equal(plan({ record: rolled, paneLives: false, nextStands: true }), 'finish rollover')
  t.equal(plan({ record: rolled, paneLives: false }), 'end', 'nothing follows')
  t.equal(plan({ record: { ...rolled, status: 'ended' }, paneLives: false, nextStands: true }), 'finish rollover')
})

t.test('a directory without a record is cleared', async t => t.equal(plan({ record: undefined, paneLives: false }), 'clear'))

t.test('a session of another machine is not ended because its pane cannot be seen from here', async t => {
  t.equal(plan({ paneLives: false, here: false }), 'elsewhere')
  t.equal(plan({ paneLives: false, here: false, record: { ...record, status: 'ended' } }), 'elsewhere')
  t.equal(plan({ paneLives: false, here: false, record: { ...record, next: 'claude-app-2' }, nextStands: true }), 'elsewhere')
  t.equal(plan({ here: false }), 'resume', 'a pane that is seen is here, whatever the machine is called now')
})
