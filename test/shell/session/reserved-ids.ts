import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parseSessionId } from '../../../src/core/session/session-id.js'
import { releaseId, reservedIds, reserveId } from '../../../src/shell/session/reserved-ids.js'

t.test('what shells have reserved is known until it is released; what nobody came for goes after a day', async t => {
  const sessions = t.testdir()
  t.same(reservedIds(join(sessions, 'none')), [])
  for (const name of ['.reserved.one', '.reserved.two', '.reserved.old', '.reserved.a b', 'live', 'claude-live-1763850000']) writeFileSync(join(sessions, name), '')
  mkdirSync(join(sessions, '.reserved.directory'))
  t.same(reservedIds(sessions).sort(), ['directory', 'old', 'one', 'two'])
  const now = Date.now()
  utimesSync(join(sessions, '.reserved.old'), 0, now / 1000 - 86_401)
  releaseId(sessions, parseSessionId('one'), now)
  releaseId(sessions, parseSessionId('one'), now)
  t.same(reservedIds(sessions).sort(), ['directory', 'two'])
})

t.test('an ID is reserved once, whoever asks again', async t => {
  const sessions = t.testdir()
  const id = parseSessionId('one')
  t.equal(reserveId(sessions, id), true)
  t.equal(reserveId(sessions, id), false)
  t.same(reservedIds(sessions), ['one'])
  releaseId(sessions, id, Date.now())
  t.equal(reserveId(sessions, id), true)
  t.throws(() => reserveId(join(sessions, 'none'), id), { message: /ENOENT/ })
})
