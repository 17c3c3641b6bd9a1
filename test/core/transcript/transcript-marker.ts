import t from 'tap'
import { decodeTranscriptMarker, encodeTranscriptMarker, type TranscriptMarker } from '../../../src/core/transcript/transcript-marker.js'

const marker: TranscriptMarker = {
  id: 'work', source: '/home/me/"x"/é\n.jsonl', identity: '2049:18446744073709551615', base: 1, offset: 2, copy: 3, bytes: 4, lines: 5, damaged: 6, damagedBytes: 7, head: 8, tail: 9, copyTail: 10,
}

t.test('what is written is read back', async t => {
  t.strictSame(decodeTranscriptMarker(encodeTranscriptMarker(marker), 'work'), marker)
})

t.test('cut anywhere, with any byte changed, longer, of another session or version, it is not believed', async t => {
  const text = encodeTranscriptMarker(marker)
  let believed = 0
  for (let at = 0; at < text.length; at += 1) {
    for (const other of [text.slice(0, at), `${text.slice(0, at)}0${text.slice(at + 1)}`]) if (other !== text && decodeTranscriptMarker(other, 'work') !== undefined) believed += 1
  }
  t.equal(believed, 0)
  t.equal(decodeTranscriptMarker(`${text}\n`, 'work'), undefined)
  t.equal(decodeTranscriptMarker(text, 'other'), undefined)
  t.equal(decodeTranscriptMarker(text.replace('"version":1', '"version":2'), 'work'), undefined)
})
