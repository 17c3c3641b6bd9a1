import t from 'tap'
import { parseHook } from '../../../src/core/claude-settings/parse-hook.js'

const call = { session_id: 'abc', transcript_path: '/home/me/.claude/projects/-x/abc.jsonl', cwd: '/x', hook_event_name: 'SessionStart', source: 'compact' }

t.test('what a hook is handed is read, with fields and events that nobody knows yet', async t => {
  t.same(parseHook(JSON.stringify(call), '/home/me'), { event: 'SessionStart', claudeSession: 'abc', transcript: call.transcript_path, source: 'compact', agent: false })
  t.match(parseHook(JSON.stringify({ ...call, hook_event_name: 'Invented', later: [{}] }), ''), { event: 'Invented', claudeSession: 'abc' })
  t.match(parseHook(JSON.stringify({ ...call, agent_id: 'a1' }), ''), { agent: true })
})

t.test('a field that is missing, of another type or with a zero byte in it is empty', async t => {
  const nothing = { event: '', claudeSession: '', transcript: '', source: '', agent: false }
  t.same(parseHook('{}', '/h'), nothing)
  t.same(parseHook(JSON.stringify({ session_id: 1, transcript_path: null, hook_event_name: {}, source: ['compact'], agent_id: true }), '/h'), nothing)
  t.same(parseHook(JSON.stringify({ session_id: 'a\0b', transcript_path: '/a\0b' }), '/h'), nothing)
})

t.test('a path below the home is made whole; one that is not absolute is none', async t => {
  const path = (transcript_path: string, home: string): string | undefined => parseHook(JSON.stringify({ ...call, transcript_path }), home)?.transcript
  t.equal(path('~/.claude/x.jsonl', '/home/me'), '/home/me/.claude/x.jsonl')
  t.equal(path('~/.claude/x.jsonl', ''), '')
  t.equal(path('~other/x.jsonl', '/home/me'), '')
  t.equal(path('x.jsonl', '/home/me'), '')
  t.equal(path('', '/home/me'), '')
})

t.test('what is no JSON object is no call', async t => {
  for (const text of ['', '{', 'null', '7', '"text"', '[{}]', '{"session_id":']) t.equal(parseHook(text, '/h'), undefined, text)
})
