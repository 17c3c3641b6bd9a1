import { join } from 'node:path'
import t from 'tap'
import { listSessions } from '../../../src/shell/session/list-sessions.js'

t.test('the names that are session IDs, in order; none where there is no directory', async t => {
  const dir = t.testdir({ b: {}, a: {}, '.hidden': {}, 'a b': {}, 'x..y': {}, file: '' })
  t.same(listSessions(dir), ['a', 'b', 'file'])
  t.same(listSessions(join(dir, 'none')), [])
  t.throws(() => listSessions(join(dir, 'file')), { exitCode: 74, message: /ENOTDIR/ })
})
