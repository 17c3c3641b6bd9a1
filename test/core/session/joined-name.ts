import t from 'tap'
import { isJoinedName, joinedName } from '../../../src/core/session/joined-name.js'

t.test('a name that was made is known again', async t => {
  t.equal(joinedName('20261123', 120_000), 'CHAT_SESSION_SCROLLBACK_20261123_120000_LINES.txt')
  for (const lines of [0, 1, 60_000, 1e9]) t.ok(isJoinedName(joinedName('20261123', lines)))
})

t.test('no other file is taken for one', async t => {
  for (const name of ['', 'session_00001_PART1.md', 'CHAT_SESSION_SCROLLBACK_2026_1_LINES.txt', 'CHAT_SESSION_SCROLLBACK_20261123_1_LINES.txt.new', 'xCHAT_SESSION_SCROLLBACK_20261123_1_LINES.txt', 'CHAT_SESSION_SCROLLBACK_20261123__LINES.txt']) {
    t.notOk(isJoinedName(name), name)
  }
})
