import t from 'tap'
import { parseRecord } from '../../../src/core/transcript/parse-record.js'
import { sentByProgram } from '../../../src/core/transcript/sent-by-program.js'

const sent = (record: object): boolean | undefined => {
  const parsed = parseRecord(JSON.stringify(record))
  return parsed === undefined ? undefined : sentByProgram(parsed)
}
const user = (content: unknown, more: object = {}): object => ({ type: 'user', message: { role: 'user', content }, ...more })

t.test('who says to be another program is one; who says to be a person, or is not known, is a person', async t => {
  for (const kind of ['task-notification', 'peer']) {
    t.ok(sent(user('no, stop', { origin: { kind } })), kind)
    t.ok(sent({ type: 'attachment', attachment: { type: 'queued_command', prompt: 'no, stop', origin: { kind } } }), kind)
  }
  for (const origin of [{ kind: 'human' }, { kind: 'new' }, { kind: 7 }, null, 'peer', undefined]) t.notOk(sent(user('no, stop', { origin })), JSON.stringify(origin))
  t.ok(sent(user('no, stop', { isSynthetic: true })))
})

t.test('older versions are known by how such texts begin', async t => {
  for (const text of ['Stop hook feedback:\nnever', '<teammate-message teammate_id="a">no</teammate-message>', 'Another Claude session sent a message: no']) t.ok(sent(user(text)), text)
  t.notOk(sent(user('what does "Stop hook feedback:" mean?')))
})
