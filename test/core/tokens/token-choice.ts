import t from 'tap'
import { tokenChoice } from '../../../src/core/tokens/token-choice.js'

// The whole of the choice is in the table that token-decision.ts runs through; here is what depends on a tie or on something missing.
const statusLine = { claudeSession: 's', transcript: '/a', model: 'm', used: 5, limit: 100, at: 10 }
const usage = { kind: 'usage' as const, used: 4, before: undefined, model: 'm', at: 10 }

t.test('of two figures of one moment the status line\'s is believed', async t => {
  t.match(tokenChoice({ statusLine, transcript: usage, transcriptPath: '/a', pane: undefined }), { source: 'statusline', used: 5 })
  t.match(tokenChoice({ statusLine: { ...statusLine, at: 9 }, transcript: usage, transcriptPath: '/a', pane: undefined }), { source: 'transcript', used: 4 })
})

t.test('a record without a time does not displace a status line', async t => {
  t.match(tokenChoice({ statusLine, transcript: { ...usage, at: undefined }, transcriptPath: '/a', pane: undefined }), { source: 'statusline' })
})

t.test('an old status line of another conversation does not displace this one\'s compaction', async t => {
  const boundary = { kind: 'boundary' as const, used: undefined, before: 90, model: 'm', at: 20 }
  t.match(tokenChoice({ statusLine: { ...statusLine, transcript: '/b' }, transcript: boundary, transcriptPath: '/a', pane: undefined }), { source: 'compact', used: undefined })
})

t.test('one conversation is one, by whichever way its transcript is named', async t => {
  const boundary = { kind: 'boundary' as const, used: 3, before: 90, model: 'm', at: 5 }
  t.match(tokenChoice({ statusLine: { ...statusLine, transcript: '/link/a.jsonl' }, transcript: boundary, transcriptPath: '/real/a.jsonl', pane: undefined }), { source: 'compact', used: 3 })
  t.match(tokenChoice({ statusLine: { ...statusLine, transcript: '/real/b.jsonl' }, transcript: boundary, transcriptPath: '/real/a.jsonl', pane: undefined }), { source: 'statusline', used: 5 })
})

t.test('nobody knows, nothing is said', async t => {
  t.equal(tokenChoice({ statusLine: undefined, transcript: undefined, transcriptPath: '', pane: undefined }), undefined)
  t.equal(tokenChoice({ statusLine: { ...statusLine, used: undefined }, transcript: undefined, transcriptPath: '', pane: undefined }), undefined)
})
