import t from 'tap'
import { isSessionId, parseSessionId } from '../../../src/core/session/session-id.js'

t.test('every kind of ID that DESIGN promises is taken as it is', async t => {
  for (const id of ['work', 'a', '0', 'claude-my_app-1763850000', 'A.b-c_d', 'x'.repeat(128)]) {
    t.equal(parseSessionId(id), id)
  }
})

t.test('what could leave the state directory or name another unit is refused with 64', async t => {
  const bad = ['', '.', '..', '../x', 'a/b', 'a..b', '-x', '_x', '%i', 'a%2e', 'a b', 'a\n', 'a\0', 'é', 'x'.repeat(129), 'x'.repeat(300)]
  for (const id of bad) {
    t.notOk(isSessionId(id), JSON.stringify(id))
    t.throws(() => parseSessionId(id), { exitCode: 64, message: /is not a session ID/ })
  }
})

t.test('the message of a very long ID stays one short line', async t => {
  try {
    parseSessionId('x'.repeat(100_000))
    t.fail('must throw')
  } catch (error) {
    t.ok(error instanceof Error && error.message.length < 300)
  }
})
