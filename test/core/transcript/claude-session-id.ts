import t from 'tap'
import { isClaudeSessionId } from '../../../src/core/transcript/claude-session-id.js'

t.test('a UUID is one, whatever its case', async t => {
  t.ok(isClaudeSessionId('0b5c1f2e-86c7-44d8-bb93-e5046ff2c302'))
  t.ok(isClaudeSessionId('0B5C1F2E-86C7-44D8-BB93-E5046FF2C302'))
})

t.test('nothing that could lead elsewhere, or lies beside a transcript, is one', async t => {
  const uuid = '0b5c1f2e-86c7-44d8-bb93-e5046ff2c302'
  for (const text of ['', '..', `../${uuid}`, `${uuid}/`, `${uuid}\n`, `${uuid}\0`, `${uuid}.orphaned-1-a`, 'agent-0b5c1f2e', `${uuid}${uuid}`, uuid.replace('0', '０')]) {
    t.notOk(isClaudeSessionId(text), JSON.stringify(text))
  }
})
