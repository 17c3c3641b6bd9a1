import { statSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { readTranscriptMarker, transcriptMarkerFile, writeTranscriptMarker } from '../../../src/shell/transcript/transcript-marker-file.js'

t.test('a marker comes back as it was, from a file of mode 0600; a damaged one is none', async t => {
  const dir = t.testdir({})
  t.equal(readTranscriptMarker(dir, 'work'), undefined)
  const marker = { id: 'work', source: '/a', identity: '1:2', base: 0, offset: 1, copy: 1, bytes: 1, lines: 1, damaged: 0, damagedBytes: 0, head: 1, tail: 1, copyTail: 1 }
  writeTranscriptMarker(dir, marker)
  t.strictSame(readTranscriptMarker(dir, 'work'), marker)
  t.equal(statSync(transcriptMarkerFile(dir, 'work')).mode & 0o777, 0o600)
  writeFileSync(transcriptMarkerFile(dir, 'work'), '{')
  t.equal(readTranscriptMarker(dir, 'work'), undefined)
})
