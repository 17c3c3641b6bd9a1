import t from 'tap'
import { parseTokenStatusLine } from '../../../src/core/tokens/parse-token-status-line.js'

const whole = {
  session_id: '1f0c', transcript_path: '/home/u/.claude/projects/-p/1f0c.jsonl', model: { id: 'claude-opus-4-6[1m]', display_name: 'Opus' },
  context_window: { total_input_tokens: 900_000, context_window_size: 1_000_000, used_percentage: 8.4, current_usage: { input_tokens: 4, output_tokens: 9, cache_creation_input_tokens: 80, cache_read_input_tokens: 84_000 } },
}

t.test('the fields that concern the budget are taken', async t => {
  t.same(parseTokenStatusLine(JSON.stringify(whole)), { claudeSession: '1f0c', transcript: '/home/u/.claude/projects/-p/1f0c.jsonl', model: 'claude-opus-4-6[1m]', used: 84_084, limit: 1_000_000 })
})

t.test('what is no JSON object is nothing', async t => {
  for (const text of ['', '[]', 'null', '7', '"x"', '{', '{"a":', '\0', '{}{}']) t.equal(parseTokenStatusLine(text), undefined, JSON.stringify(text))
})

t.test('a field of another type counts as missing', async t => {
  const empty = { claudeSession: '', transcript: '', model: '', used: undefined, limit: undefined }
  t.same(parseTokenStatusLine('{}'), empty)
  for (const odd of [null, 7, 'x', [], true, -1, 1e300]) {
    const found = parseTokenStatusLine(JSON.stringify({ session_id: [odd], transcript_path: [odd], model: odd, context_window: odd }))
    t.same(found, empty, JSON.stringify(odd))
    t.match(parseTokenStatusLine(JSON.stringify({ context_window: { context_window_size: odd === 7 ? 'x' : odd, current_usage: odd === 7 ? {} : odd, used_percentage: odd === 7 ? '7' : null } })), { used: undefined, limit: undefined })
  }
})

t.test('zero tokens in use is not believed, nor a window that nothing fits in', async t => {
  t.match(parseTokenStatusLine(JSON.stringify({ context_window: { context_window_size: 10, used_percentage: 0, current_usage: { input_tokens: 0 } } })), { used: undefined, limit: undefined })
})

t.test('a relative path, and one with control characters, is no transcript', async t => {
  for (const path of ['x.jsonl', '~/x.jsonl', '/a\nb', '/\0', `/${'x'.repeat(5_000)}`]) t.match(parseTokenStatusLine(JSON.stringify({ transcript_path: path })), { transcript: '' })
})
