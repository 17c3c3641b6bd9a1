import { rmSync } from 'node:fs'
import t from 'tap'
import { earlierTranscripts } from '../../../src/shell/transcript/earlier-transcripts.js'
import { bareSession } from '../../helpers/bare-session.js'

t.test('the transcripts of the sessions before, the latest first; its own and a stranger’s are not among them', async t => {
  const { environment } = bareSession(t, undefined, { id: 'stranger', transcript: '/t/stranger.jsonl' })
  const add = (id: string, previous: string): string => bareSession(t, undefined, { id, previous, status: previous === 'two' ? 'live' : 'ended', transcript: `/t/${id}.jsonl` }, environment).directory
  const one = add('one', '')
  add('two', 'one')
  const three = add('three', 'two')
  t.same(earlierTranscripts(environment.paths, one), [])
  t.same(earlierTranscripts(environment.paths, three), ['/t/two.jsonl', '/t/one.jsonl'])
  rmSync(one, { recursive: true })
  t.same(earlierTranscripts(environment.paths, three), ['/t/two.jsonl', ''], 'a history that was removed ends it')
})
