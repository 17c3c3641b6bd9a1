import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { SessionRecord } from '../../../src/core/session/session-record.js'
import { readSession, writeSession } from '../../../src/shell/session/session-file.js'

const record: SessionRecord = {
  id: 'work', number: 3, project: 'app', directory: '/a "quoted" \u00e9', pane: { socket: '/s', serverPid: 1, serverStart: 2 ** 40, id: '%0', version: '3.3a' },
  started: '2026-01-01T00:00:00.000Z', ended: '', status: 'live', endReason: '', previous: '', next: '', transcript: '', provisional: true, renamedTo: '',
}

t.test('a record comes back as it was; none is none; a damaged one is named', async t => {
  const dir = t.testdir({})
  t.equal(readSession(dir), undefined)
  writeSession(dir, record)
  t.same(readSession(dir), record)
  writeFileSync(join(dir, 'session.toml'), 'id = 3\n')
  t.throws(() => readSession(dir), { exitCode: 65, message: `${join(dir, 'session.toml')} has no text for id` })
})
