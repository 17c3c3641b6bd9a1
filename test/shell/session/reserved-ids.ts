import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parseSessionId } from '../../../src/core/session/session-id.js'
import { releaseId, reservedIds } from '../../../src/shell/session/reserved-ids.js'

t.test('what shells have reserved is known until it is released; what nobody came for goes after a day', async t => {
  const sessions = t.testdir()
  t.same(reservedIds(join(sessions, 'none')), [])
  for (const name of ['.reserved.one', '.reserved.two', '.reserved.old', '.reserved.a b', 'live']) writeFileSync(join(sessions, name), '')
  mkdirSync(join(sessions, '.reserved.directory'))
  t.same(reservedIds(sessions).sort(), ['directory', 'old', 'one', 'two'])
  const now = Date.now()
  utimesSync(join(sessions, '.reserved.old'), 0, now / 1000 - 86_401)
  releaseId(sessions, parseSessionId('one'), now)
  releaseId(sessions, parseSessionId('one'), now)
  t.same(reservedIds(sessions).sort(), ['directory', 'two'])
})
