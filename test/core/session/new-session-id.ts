import t from 'tap'
import { newSessionId } from '../../../src/core/session/new-session-id.js'
import { projectSlug } from '../../../src/core/session/project-slug.js'
import { isSessionId, type SessionId } from '../../../src/core/session/session-id.js'

t.test('a hundred shells in one second get a hundred IDs', async t => {
  const taken = new Set<SessionId>()
  for (let shell = 0; shell < 100; shell += 1) taken.add(newSessionId('app', 1_763_850_000, id => taken.has(id)))
  t.equal(taken.size, 100)
  t.ok(taken.has('claude-app-1763850000' as SessionId))
})

t.test('the longest slug there is still makes an ID', async t => {
  t.ok(isSessionId(newSessionId(projectSlug(`/${'x'.repeat(300)}`), 99_999_999_999, () => false)))
})
