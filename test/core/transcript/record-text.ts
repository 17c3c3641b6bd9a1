import t from 'tap'
import { parseRecord } from '../../../src/core/transcript/parse-record.js'
import { recordText, recordTexts } from '../../../src/core/transcript/record-text.js'
import type { TranscriptRecord } from '../../../src/core/transcript/transcript-record.js'

const record = (value: unknown): TranscriptRecord => parseRecord(JSON.stringify(value)) as TranscriptRecord
const answer = (content: unknown, more: object = {}): TranscriptRecord => record({ type: 'assistant', message: { content }, ...more })

t.test('a record has the text that the screen shows of it', async t => {
  t.equal(recordText(record({ type: 'user', message: { content: ' hello ' } })), 'hello')
  t.equal(recordText(answer([{ type: 'thinking', thinking: 'hm' }, { type: 'text', text: '\n\nDone.\n' }])), 'Done.')
  t.same(recordTexts(answer([{ type: 'text', text: 'One' }, { type: 'tool_use', name: 'Bash', input: {} }, { type: 'text', text: 'two' }])), ['One', 'two'])
  t.equal(recordText(answer([{ type: 'text', text: 'One' }, { type: 'text', text: 'two' }])), 'One\n\ntwo')
})

t.test('what shows no text has none', async t => {
  t.equal(recordText(answer([{ type: 'text', text: 'x' }], { isSidechain: true })), '')
  t.equal(recordText(answer([{ type: 'text', text: 'x' }], { isMeta: true })), '')
  t.equal(recordText(answer([{ type: 'tool_use', name: 'Bash', input: { command: 'ls' } }])), '')
  for (const filler of ['(no content)', 'No response requested.', ' \n']) t.equal(recordText(answer([{ type: 'text', text: filler }])), '')
  t.equal(recordText(record({ type: 'user', message: { content: [{ type: 'tool_result', content: 'x' }] } })), '')
  t.equal(recordText(record({ type: 'system', subtype: 'compact_boundary', content: 'Conversation compacted' })), '')
  t.equal(recordText(record({ type: 'ai-title', aiTitle: 'x' })), '')
})
