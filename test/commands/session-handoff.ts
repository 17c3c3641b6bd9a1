import t from 'tap'
import { refreshContext } from '../../src/commands/refresh-context.js'
import { lineageHandoff, sessionHandoff } from '../../src/commands/session-handoff.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { bareSession } from '../helpers/bare-session.js'
import { transcriptLines } from '../helpers/transcript-lines.js'

const said = (text: string): string => {
  const log = transcriptLines()
  log.typed(text)
  return log.text()
}

t.test('three lineages in one directory: each hears of its own sessions only', async t => {
  const { environment } = bareSession(t, said('a stranger'), { id: 'stranger' })
  for (const [id, previous, text, status] of [['a1', '', 'alpha one', 'ended'], ['b1', '', 'beta one', 'ended'], ['a2', 'a1', 'alpha two', 'ended'], ['a3', 'a2', 'alpha three', 'live'], ['b2', 'b1', 'beta two', 'live']] as const) {
    bareSession(t, said(text), { id, previous, status }, environment)
    await refreshContext(environment, parseSessionId(id))
  }
  const handoff = sessionHandoff(environment, parseSessionId('a3'))
  t.match(handoff, { from: 'a3', previous: 'a2', goal: { first: { text: 'alpha three' } }, earlier: [{ id: 'a2', asked: 'alpha two' }, { id: 'a1', asked: 'alpha one' }] })
  t.notMatch(JSON.stringify(handoff), /beta|stranger/)
})

t.test('a lineage that bites its tail ends', async t => {
  const { environment } = bareSession(t, said('one'), { id: 'x', previous: 'y', status: 'ended' })
  bareSession(t, said('two'), { id: 'y', previous: 'x', status: 'ended' }, environment)
  for (const id of ['x', 'y']) await refreshContext(environment, parseSessionId(id))
  t.equal(sessionHandoff(environment, parseSessionId('x'))?.earlier.length, 1)
})

t.test('its paths are where the session will be for good', async t => {
  const { id, environment, directory } = bareSession(t, said('one'))
  t.equal(sessionHandoff(environment, id), undefined, 'no context yet')
  await refreshContext(environment, id)
  t.match(sessionHandoff(environment, id)?.places, { context: `${environment.paths.history}/work/context.json`, transcript: /\/history\/work\/transcript\.jsonl$/ })
  t.match(sessionHandoff(environment, id, { staying: true })?.places, { context: `${directory}/context.json` })
  t.throws(() => sessionHandoff(environment, parseSessionId('none')), { exitCode: 64, message: 'there is no session none' })
})

t.test('a session in which nothing was asked or done tells of the one before it; one in which Claude went on by itself, of itself', async t => {
  const { environment } = bareSession(t, said('port it to rust'), { id: 'one', status: 'ended', next: 'two' })
  const worked = transcriptLines()
  worked.did('Edit', { file_path: '/home/me/app/a.ts' })
  for (const [id, text, previous] of [['two', '', 'one'], ['three', '', 'two'], ['four', worked.text(), 'three'], ['alone', '', '']] as const) bareSession(t, text, { id, previous, status: 'ended' }, environment)
  for (const id of ['one', 'two', 'three', 'four', 'alone']) await refreshContext(environment, parseSessionId(id))
  t.match(lineageHandoff(environment, parseSessionId('three')), { from: 'one', leftBy: 'three', goal: { last: [{ text: 'port it to rust' }] } })
  t.match(lineageHandoff(environment, parseSessionId('four')), { from: 'four', leftBy: undefined, filesModified: [{ path: 'a.ts' }], earlier: [{}, {}, { last: 'port it to rust' }] })
  t.equal(lineageHandoff(environment, parseSessionId('alone')), undefined)
  t.equal(lineageHandoff(environment, parseSessionId('nobody')), undefined)
})
