import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parseSessionId } from '../../../src/core/session/session-id.js'
import { readNextSessionId, writeNextSessionId } from '../../../src/shell/session/next-session-id.js'

const uid = process.getuid?.() ?? 0

t.test('the ID that was left comes back; garbage and nothing are nothing', async t => {
  const dir = t.testdir({ bad: { '.session-management': { '.next_session_id': '../x\n' } } })
  t.equal(readNextSessionId(dir, 'app'), undefined)
  t.equal(readNextSessionId(dir, 'bad'), undefined)
  writeNextSessionId(dir, 'app', parseSessionId('claude-app-1'), uid)
  writeNextSessionId(dir, 'app', parseSessionId('claude-app-2'), uid)
  t.equal(readNextSessionId(dir, 'app'), 'claude-app-2')
  t.equal(readFileSync(join(dir, 'app/.session-management/.next_session_id'), 'utf8'), 'claude-app-2\n')
})
