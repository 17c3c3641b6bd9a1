import { readFileSync } from 'node:fs'
import t from 'tap'
import { refreshContext } from '../../src/commands/refresh-context.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { bareSession } from '../helpers/bare-session.js'
import { transcriptLines } from '../helpers/transcript-lines.js'

t.test('the context of a live and of an ended session, as it is now', async t => {
  const log = transcriptLines()
  log.typed('one')
  for (const status of ['live', 'ended'] as const) {
    const { id, environment } = bareSession(t, log.text(), { status, previous: 'before' })
    t.match(await refreshContext(environment, id), { id: 'work', previous: 'before', prompts: [{ text: 'one' }] })
  }
})

t.test('a session that there is not is 64', async t => {
  const { environment } = bareSession(t, '')
  await t.rejects(refreshContext(environment, parseSessionId('none')), { exitCode: 64, message: 'there is no session none' })
})

t.test("the project's link leads to the live session that had something new last", async t => {
  const log = transcriptLines()
  log.typed('one')
  const { id, environment } = bareSession(t, log.text())
  const other = bareSession(t, log.text(), { id: 'other' }, environment)
  const linked = (): string => readFileSync(`${environment.paths.projects}/app/.session-context/current-session-context.json`, 'utf8')
  await refreshContext(environment, id)
  t.match(linked(), /"id":"work"/)
  await refreshContext(environment, other.id)
  t.match(linked(), /"id":"other"/)
  await refreshContext(environment, id)
  t.match(linked(), /"id":"other"/, 'nothing was new')
})
