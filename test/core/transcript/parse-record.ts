import t from 'tap'
import { parseRecord } from '../../../src/core/transcript/parse-record.js'

const line = (fields: object): string => JSON.stringify(fields)

t.test('a prompt is a string or an array of blocks, and reads the same', async t => {
  const one = parseRecord(line({ type: 'user', uuid: 'u', message: { role: 'user', content: 'hello' } }))
  const other = parseRecord(line({ type: 'user', uuid: 'u', message: { role: 'user', content: [{ type: 'text', text: 'hello' }] } }))
  t.same(one?.blocks, [{ kind: 'text', text: 'hello' }])
  t.same(other?.blocks, one?.blocks)
})

t.test('tool calls, their results and what is not known each become a block', async t => {
  const content = [
    { type: 'tool_use', id: 't1', name: 'Read', input: { file_path: '/a' } },
    { type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text: 'one' }, { type: 'image' }, { type: 'text', text: 'two' }], is_error: true },
    { type: 'thinking', thinking: '…' },
    17,
  ]
  t.same(parseRecord(line({ type: 'assistant', message: { content } }))?.blocks, [
    { kind: 'tool-use', id: 't1', name: 'Read', input: { file_path: '/a' } },
    { kind: 'tool-result', toolUseId: 't1', text: 'one\ntwo', isError: true },
    { kind: 'other', type: 'thinking' },
    { kind: 'other', type: '' },
  ])
})

t.test('a boundary says how many tokens stood before and after it, where it knows', async t => {
  const record = { type: 'system', subtype: 'compact_boundary', compactMetadata: { trigger: 'auto', preTokens: 167_189 }, timestamp: '2026-02-02T05:26:03.986Z' }
  t.same(parseRecord(line(record))?.compaction, { trigger: 'auto', preTokens: 167_189, postTokens: undefined })
  t.ok(parseRecord(line({ type: 'system', subtype: 'compact_boundary' }))?.compaction, 'also without its figures')
  t.equal(parseRecord(line({ type: 'system', subtype: 'microcompact_boundary', compactMetadata: {} }))?.compaction, undefined)
})

t.test('the tokens of an answer are read; what is no number is none', async t => {
  const usage = { input_tokens: 10, cache_creation_input_tokens: 2735, cache_read_input_tokens: 15_364, output_tokens: 8 }
  t.same(parseRecord(line({ message: { usage } }))?.usage, { input: 10, cacheCreation: 2735, cacheRead: 15_364, output: 8 })
  t.same(parseRecord(line({ message: { usage: { input_tokens: 5, output_tokens: 'x' } } }))?.usage, { input: 5, cacheCreation: 0, cacheRead: 0, output: 0 })
  t.equal(parseRecord(line({ message: { usage: { input_tokens: -1 } } }))?.usage, undefined)
})

t.test('a line that is no object is no record', async t => {
  for (const text of ['', '{', 'null', '[]', '7', '"x"', '{"type":"user"', '\0\0\0']) t.equal(parseRecord(text), undefined, text)
})

t.test('fields of a wrong type are missing, and nothing throws', async t => {
  const wrong = [null, 7, 'x', [], {}, true, [null, [[]]]]
  const keys = ['type', 'subtype', 'uuid', 'timestamp', 'message', 'isSidechain', 'attachment', 'compactMetadata', 'cwd']
  for (const value of wrong) {
    for (const key of keys) t.type(parseRecord(line({ type: 'user', [key]: value }))?.uuid, 'string')
    for (const key of ['content', 'usage', 'id', 'model']) t.type(parseRecord(line({ message: { [key]: value } }))?.model, 'string')
  }
  t.equal(parseRecord(line({ timestamp: 'yesterday' }))?.timestamp, '')
})
