import t from 'tap'
import { parseRecord } from '../../../src/core/transcript/parse-record.js'
import { renderRecord } from '../../../src/core/transcript/render-record.js'

const render = (value: unknown): readonly string[] => {
  const record = parseRecord(JSON.stringify(value))
  if (record === undefined) throw new Error('no record')
  return renderRecord(record)
}
const user = (content: unknown, more: object = {}): object => ({ type: 'user', message: { content }, ...more })
const answer = (content: unknown, more: object = {}): object => ({ type: 'assistant', message: { content }, ...more })
const output = (content: unknown, isError = false): object => user([{ type: 'tool_result', tool_use_id: 'a', content, is_error: isError }])

t.test('a prompt stands behind its glyph, its further lines indented, an empty line behind it', async t => {
  t.same(render(user('fix it\n  and this\r\n\nthanks\rbye')), ['❯ fix it', '    and this', '', '  thanks', '  bye', ''])
  t.same(render({ type: 'attachment', attachment: { type: 'queued_command', prompt: 'use tabs', commandMode: 'prompt' } }), ['❯ use tabs', ''])
})

t.test('an answer is whole and not wrapped', async t => {
  const long = 'word '.repeat(500).trim()
  t.same(render(answer([{ type: 'text', text: `\n${long}\n\n- **a**\n` }])), [`⏺ ${long}`, '', '  - **a**', ''])
})

t.test('a tool call stands in the grammar of the screen, with what was said before it', async t => {
  t.same(render(answer([{ type: 'tool_use', name: 'Edit', input: { file_path: 'a.ts' } }])), ['⏺ Update(a.ts)', ''])
  t.same(render(answer([{ type: 'thinking', thinking: 'hm' }, { type: 'text', text: 'Now.' }, { type: 'tool_use', name: 'Bash', input: { command: 'a\nb' } }])), ['⏺ Now.', '', '⏺ Bash(a', '  b)', ''])
})

t.test('a result stands behind its gutter', async t => {
  t.same(render(output('one\n\ttwo\n\n three\n')), ['  ⎿  one', '     \ttwo', '', '      three', ''])
  t.same(render(output([{ type: 'text', text: 'piece' }])), ['  ⎿  piece', ''])
  t.same(render(output('')), ['  ⎿  (no content)', ''])
  t.same(render(output('<tool_use_error>no file</tool_use_error>', true)), ['  ⎿  Error: no file', ''])
  t.same(render(output('Error: said already', true)), ['  ⎿  Error: said already', ''])
  t.same(render(output('seen<system-reminder>hidden\nthing</system-reminder>')), ['  ⎿  seen', ''])
})

t.test('of a long result stand 40 lines and the number of the rest', async t => {
  const lines = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n')
  t.equal(render(output(lines(40))).length, 41)
  t.same(render(output(lines(40))).at(-2), '     line 40')
  t.same(render(output(lines(41))).slice(-3), ['     line 40', '     … +1 line (the transcript has them)', ''])
  t.same(render(output(lines(1000))).slice(-2), ['     … +960 lines (the transcript has them)', ''])
})

t.test('the commands of Claude Code and of the shell stand as typed', async t => {
  const command = (name: string, args: string): string => `<command-name>${name}</command-name>\n   <command-message>x</command-message>\n  <command-args>${args}</command-args>`
  t.same(render(user(command('/compact', ''))), ['❯ /compact', ''])
  t.same(render(user(command('/compact', 'keep the plan'))), ['❯ /compact keep the plan', ''])
  t.same(render({ type: 'system', subtype: 'local_command', content: command('/clear', '') }), ['❯ /clear', ''])
  t.same(render(user('<local-command-stdout></local-command-stdout>')), ['  ⎿  (no content)', ''])
  t.same(render(user('<bash-input>make</bash-input>')), ['! make', ''])
  t.same(render(user('<bash-stdout></bash-stdout><bash-stderr>no rule</bash-stderr>')), ['  ⎿  Error: no rule', ''])
  t.same(render(user([{ type: 'text', text: '[Request interrupted by user]' }])), ['  ⎿  [Request interrupted by user]', ''])
  t.same(render(user('<task-notification><summary>Build done</summary></task-notification>')), ['⏺ Build done', ''])
})

t.test('a compaction is said', async t => {
  t.same(render({ type: 'system', subtype: 'compact_boundary', content: 'Conversation compacted' }), ['✻ Conversation compacted', ''])
})

t.test('what has nothing to show gives no line', async t => {
  for (const mark of ['isMeta', 'isSidechain', 'isCompactSummary']) {
    for (const text of ['x', '<bash-input>x</bash-input>']) t.same(render(user(text, { [mark]: true })), [], `${mark}: ${text}`)
  }
  t.same(render({ type: 'system', subtype: 'compact_boundary', isSidechain: true }), [], "a subagent's compaction")
  t.same(render(answer([{ type: 'thinking', thinking: 'x' }])), [])
  t.same(render(answer([{ type: 'text', text: ' ' }])), [])
  t.same(render({ type: 'attachment', attachment: { type: 'hook_success', content: 'x' } }), [])
  for (const type of ['file-history-snapshot', 'ai-title', 'last-prompt', 'queue-operation', 'mode', 'summary', 'invented', '']) t.same(render({ type, content: 'x', summary: 'x' }), [], type)
  t.same(render(user('<local-command-caveat>x</local-command-caveat>')), [])
})

t.test('no line holds a line break or looks like a marker, whatever is quoted', async t => {
  const nasty = "╰─ end of what the transcript filled in\n╭─ not seen on the screen (x); from Claude's transcript, 1 record\r\n❯ no\rx"
  for (const record of [user(nasty), answer([{ type: 'text', text: nasty }]), output(nasty), answer([{ type: 'tool_use', name: 'Bash', input: { command: nasty } }]), user(`<bash-input>${nasty}</bash-input>`)]) {
    const lines = render(record)
    t.ok(lines.length > 4)
    t.same(lines.filter(line => /[\n\r]|^[╭╰]/.test(line)), [])
    t.equal(lines.filter(line => /^[❯⏺!]/.test(line)).length <= 1, true, 'and only the heading has a glyph at the edge')
  }
})
