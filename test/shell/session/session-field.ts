import t from 'tap'
import type { SessionRecord } from '../../../src/core/session/session-record.js'
import { sessionField } from '../../../src/shell/session/session-field.js'
import { writeSession } from '../../../src/shell/session/session-file.js'

const record: SessionRecord = {
  id: 'work', number: 1, project: 'p', directory: '/a "quoted"\nnext = "forged"', pane: { socket: '/s', serverPid: 1, serverStart: 1, id: '%0', version: '' },
  started: '2026-11-23T08:00:00.000Z', ended: '', status: 'live', endReason: '', previous: 'claude-app-1763850000', next: '', transcript: '', provisional: false, renamedTo: '',
}

t.test('the fields are read as session.toml is written, whatever else stands in it', async t => {
  const directory = t.testdir()
  writeSession(directory, record)
  t.equal(sessionField(directory, 'started'), record.started)
  t.equal(sessionField(directory, 'previous'), record.previous)
  t.equal(sessionField(directory, 'next'), '')
})

t.test('a session without a session.toml says nothing', async t => {
  t.equal(sessionField(t.testdir(), 'next'), '')
})
