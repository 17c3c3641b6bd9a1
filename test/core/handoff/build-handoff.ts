import t from 'tap'
import { buildHandoff } from '../../../src/core/handoff/build-handoff.js'
import { contextOf } from '../../helpers/extract-text.js'
import { transcriptLines } from '../../helpers/transcript-lines.js'

t.test('a context becomes a text that names where the rest is', async t => {
  const log = transcriptLines()
  log.typed('{"looks": "like JSON"}')
  const text = buildHandoff(contextOf(log.text()), { context: '/s/context.json', transcript: '/s/transcript.jsonl', scrollback: '/s/parts' })
  t.match(text, /^# Hand-off of session work\n/)
  for (const path of ['/s/context.json', '/s/transcript.jsonl', '/s/parts']) t.ok(text.includes(path), path)
})
