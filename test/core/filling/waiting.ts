import t from 'tap'
import { decodeWaiting, encodeWaiting } from '../../../src/core/filling/waiting.js'

const waiting = [{ file: 'claude-app-1/transcript.jsonl', offset: 0 }, { file: 'transcript-2.jsonl', offset: 123_456_789 }]

t.test('records that wait come back in their order', async t => {
  t.same(decodeWaiting(encodeWaiting(waiting)), waiting)
  t.same(decodeWaiting(encodeWaiting([])), [])
})

t.test('what a crash tore, or nobody wrote, is left out', async t => {
  t.same(decodeWaiting('\n-1 transcript.jsonl\n12\nx transcript.jsonl\n7 two words\n5 transcript.jsonl\n'), [{ file: 'transcript.jsonl', offset: 5 }])
})

t.test('of more than a screen can hold the newest stay', async t => {
  const many = Array.from({ length: 2_001 }, (_, offset) => ({ file: 'transcript.jsonl', offset }))
  t.same(decodeWaiting(encodeWaiting(many)).map(({ offset }) => offset).slice(0, 2), [1, 2])
})
