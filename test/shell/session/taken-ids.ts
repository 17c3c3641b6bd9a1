import { writeFileSync } from 'node:fs'
import t from 'tap'
import { parseSessionId } from '../../../src/core/session/session-id.js'
import { takenIds } from '../../../src/shell/session/taken-ids.js'
import { bareSession } from '../../helpers/bare-session.js'

t.test('an ID is taken by who lives, by who ended, and by who is to come after one that lives', async t => {
  const { environment } = bareSession(t, undefined, { id: 'live', next: 'reserved' })
  bareSession(t, undefined, { id: 'ended', status: 'ended', next: 'long-gone' }, environment)
  bareSession(t, undefined, { id: 'alone' }, environment)
  const isTaken = takenIds(environment.paths)
  for (const id of ['live', 'ended', 'reserved', 'alone']) t.ok(isTaken(parseSessionId(id)), id)
  writeFileSync(`${environment.paths.sessions}/.reserved.by-a-shell`, '')
  t.ok(takenIds(environment.paths)(parseSessionId('by-a-shell')))
  t.notOk(takenIds(environment.paths, parseSessionId('by-a-shell'))(parseSessionId('by-a-shell')), 'but not for who has it')
  for (const id of ['free', 'long-gone', 'liv']) t.notOk(isTaken(parseSessionId(id)), id)
})

t.test('where there are no sessions yet, none is taken', async t => {
  const { environment } = bareSession(t, undefined, { status: 'ended' })
  t.notOk(takenIds(environment.paths)(parseSessionId('free')))
})
