import t from 'tap'
import { transcriptCopyName, transcriptCopyNumber } from '../../../src/core/transcript/transcript-copy-name.js'

t.test('a name and its number belong together', async t => {
  t.equal(transcriptCopyName(1), 'transcript.jsonl')
  for (const copy of [1, 2, 10]) t.equal(transcriptCopyNumber(transcriptCopyName(copy)), copy)
})

t.test('no other file is taken for a copy', async t => {
  for (const name of ['transcript.1.jsonl', 'transcript.02.jsonl', 'transcript.0.jsonl', 'transcript.damaged', 'transcript.2.jsonl.new', 'a.transcript.jsonl']) t.equal(transcriptCopyNumber(name), undefined, name)
})
