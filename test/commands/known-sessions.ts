import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { knownSessions } from '../../src/commands/known-sessions.js'
import { bareSession } from '../helpers/bare-session.js'

t.test('live and ended sessions, the one begun last first; what cannot be read says why; a link is none', async t => {
  const { environment } = bareSession(t, undefined, { id: 'old', started: '2026-01-01T00:00:00.000Z' })
  bareSession(t, undefined, { id: 'ended', status: 'ended', started: '2026-03-01T00:00:00.000Z' }, environment)
  const { directory } = bareSession(t, undefined, { id: 'new', started: '2026-02-01T00:00:00.000Z' }, environment)
  mkdirSync(join(environment.paths.sessions, 'not-begun'))
  symlinkSync(directory, join(environment.paths.sessions, 'link'))
  t.same(knownSessions(environment).map(({ id, live }) => [id, live]), [['ended', false], ['new', true], ['old', true]])
  writeFileSync(join(directory, 'session.toml'), '{')
  t.match(knownSessions(environment), [{ id: 'ended' }, { id: 'old', record: { id: 'old' } }, { id: 'new', record: { exitCode: 65, message: /is not valid TOML/ } }])
})
