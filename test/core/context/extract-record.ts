import t from 'tap'
import { extractText, contextOf } from '../../helpers/extract-text.js'
import { transcriptLines } from '../../helpers/transcript-lines.js'

const app = '/home/me/app'

t.test('a file is read or modified when its call went well, and only then', async t => {
  const log = transcriptLines()
  log.did('Read', { file_path: `${app}/a.ts` })
  log.did('Read', { file_path: `${app}/none.ts` }, 'File does not exist.', { error: true })
  log.did('Edit', { file_path: `${app}/a.ts`, old_string: 'x', new_string: 'y' })
  log.did('Edit', { file_path: `${app}/a.ts`, old_string: 'x', new_string: 'y' }, '<tool_use_error>String to replace not found</tool_use_error>', { error: true })
  log.refused('Write', { file_path: `${app}/secret.ts`, content: '…' })
  log.did('MultiEdit', { file_path: `${app}/b.ts`, edits: [] })
  log.did('NotebookEdit', { notebook_path: `${app}/n.ipynb`, new_source: '' })
  log.did('mcp__files__patch', { target: 'c.ts' }, 'ok', { result: { filePath: `${app}/c.ts`, structuredPatch: [] } })
  log.call('Write', { file_path: `${app}/unfinished.ts` })
  const context = contextOf(log.text())
  t.same(context.filesRead.map(({ path }) => path), [`${app}/a.ts`])
  t.same(context.filesModified.map(({ path, count }) => [path, count]), [[`${app}/a.ts`, 1], [`${app}/b.ts`, 1], [`${app}/n.ipynb`, 1], [`${app}/c.ts`, 1]])
  t.same(context.errors.map(({ tool, text }) => [tool, text]), [['Read', 'File does not exist.'], ['Edit', 'String to replace not found'], ['Write', 'refused by the user']])
  t.match(context.running, [{ tool: 'Write', about: `${app}/unfinished.ts` }])
})

t.test('a relative path is below the directory that the record names', async t => {
  const log = transcriptLines('/home/me/app/sub')
  log.did('Write', { file_path: 'x.ts' })
  t.match(contextOf(log.text()).filesModified, [{ path: '/home/me/app/sub/x.ts' }])
})

t.test('a file that was mentioned with @ is read', async t => {
  const log = transcriptLines()
  log.add({ type: 'attachment', attachment: { type: 'file', filename: `${app}/notes.md`, content: { type: 'text' } } })
  t.match(contextOf(log.text()).filesRead, [{ path: `${app}/notes.md`, by: ['@'] }])
})

t.test('every command is there in order, with how it went and where it stands', async t => {
  const log = transcriptLines()
  log.did('Bash', { command: 'npm test' }, 'Exit code 1\nnot ok 1 - fails', { error: true, result: 'Error: Exit code 1' })
  log.did('Bash', { command: 'cat <<END\none\nEND' }, 'one')
  log.did('Bash', { command: 'npm run dev', run_in_background: true }, 'Command running in background with ID: b1', { result: { backgroundTaskId: 'b1' } })
  log.refused('Bash', { command: 'rm -rf build' })
  log.call('Bash', { command: 'sleep 1000' })
  log.typed('are you there?')
  log.add({ type: 'user', message: { role: 'user', content: '<bash-input>git status</bash-input>' } })
  t.match(contextOf(log.text()).commands, [
    { command: 'npm test', outcome: 'failed', exitCode: 1, error: 'not ok 1 - fails', source: { record: '00000000-0000-4000-8000-000000000001', time: '2026-01-01T00:00:00.000Z' } },
    { command: 'cat <<END\none\nEND', outcome: 'ok', exitCode: 0 },
    { command: 'npm run dev', outcome: 'background' },
    { command: 'rm -rf build', outcome: 'refused' },
    { command: 'sleep 1000', outcome: 'unknown' },
    { command: 'git status', agent: 'user' },
  ])
})

t.test("prompts are what a person typed, also while Claude worked; a tool's output and Claude's own words are not", async t => {
  const log = transcriptLines()
  log.typed('Add a parser')
  log.says('No, wrong: I should not use regexes.')
  log.did('Bash', { command: 'true' }, 'No! Stop. Do not do that.')
  log.queued('and a test for it')
  log.queued([{ type: 'text', text: 'with this picture' }, { type: 'image' }])
  log.add({ type: 'user', isMeta: true, message: { role: 'user', content: 'Caveat: …' } })
  log.add({ type: 'user', message: { role: 'user', content: '<command-name>/model</command-name>\n<command-args></command-args>' } })
  log.add({ type: 'user', isSidechain: true, agentId: 'a1', message: { role: 'user', content: 'No, search instead' } })
  log.compacted('1. No, stop. The user wants…')
  const context = contextOf(log.text())
  t.same(context.prompts.map(({ text, kind }) => [text, kind]), [['Add a parser', 'typed'], ['and a test for it', 'queued'], ['with this picture', 'queued']])
  t.same(context.corrections, [])
  t.match(context.goal, { first: { text: 'Add a parser' }, last: [{}, {}, { text: 'with this picture' }], command: null })
  t.match(context.boundaries, [{ trigger: 'auto' }])
})

t.test("a slash command is something that the user asked for, but for Claude Code's own", async t => {
  const log = transcriptLines()
  const slash = (name: string, words: string): string => log.add({ type: 'user', message: { role: 'user', content: `<command-message>${name} is running…</command-message>\n<command-name>/${name}</command-name>\n<command-args>${words}</command-args>` } })
  slash('orchestrate', 'make a parser')
  log.add({ type: 'user', isMeta: true, message: { role: 'user', content: 'Split the work. Never make a parser.' } })
  slash('model', 'opus')
  log.add({ type: 'user', message: { role: 'user', content: '<local-command-stdout>Set model to opus</local-command-stdout>' } })
  slash('init', '')
  const context = contextOf(log.text())
  t.match(context.goal, { first: { text: '/orchestrate make a parser', kind: 'slash' }, command: { text: '/init' } })
  t.same(context.prompts.map(({ text, kind }) => [text, kind]), [['/orchestrate make a parser', 'slash'], ['/init', 'slash']])
  t.same(context.corrections, [])
})

t.test('a correction is kept word for word, with what it was said against', async t => {
  const log = transcriptLines()
  log.typed('Fix the build')
  log.says('I will switch to yarn.')
  log.did('Edit', { file_path: `${app}/package.json` })
  log.typed("No, don't use yarn.\n\nWe use pnpm here.")
  const [correction, ...others] = contextOf(log.text()).corrections
  t.same(others, [])
  t.match(correction, { text: "No, don't use yarn.\n\nWe use pnpm here.", against: { said: 'I will switch to yarn.', did: [`Edit ${app}/package.json`] }, source: { record: /-000000000005$/ } })
})

t.test('what was said when refusing is a prompt and a correction', async t => {
  const log = transcriptLines()
  log.refused('Edit', { file_path: `${app}/a.ts` }, 'leave that file as it is')
  const context = contextOf(log.text())
  t.match(context.corrections, [{ text: 'leave that file as it is', rule: 'refusal' }])
  t.match(context.prompts, [{ text: 'leave that file as it is', kind: 'refusal' }])
  t.same(context.filesModified, [])
})

t.test("subagents' records count for files and commands and say whose they are, and nothing they hear is the user's", async t => {
  const log = transcriptLines()
  const side = { isSidechain: true, agentId: 'abc' }
  log.did('Edit', { file_path: `${app}/a.ts` }, 'done', { record: side })
  log.did('Bash', { command: 'ls' }, 'a.ts', { record: side })
  log.did('TodoWrite', { todos: [{ content: "the subagent's", status: 'pending' }] }, 'done', { record: side })
  log.did('Bash', { command: 'pwd' })
  const context = contextOf(log.text())
  t.match(context.filesModified, [{ agents: ['abc'] }])
  t.match(context.commands, [{ command: 'ls', agent: 'abc' }, { command: 'pwd' }])
  t.notOk('agent' in (context.commands[1] ?? {}))
  t.same(context.todos, [])
})

t.test('what a subagent says decides nothing, and no correction is said against it', async t => {
  const log = transcriptLines()
  log.says('I mend the parser.')
  log.add({ type: 'assistant', isSidechain: true, agentId: 'a1', message: { role: 'assistant', content: [{ type: 'text', text: "I'll use a queue because the calls are slow." }] } })
  log.typed("No, don't touch the parser.")
  const context = contextOf(log.text())
  t.same(context.decisions, [])
  t.match(context.corrections, [{ against: { said: 'I mend the parser.' } }])
})

t.test('secrets do not reach the context', async t => {
  const log = transcriptLines()
  const secret = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
  log.typed(`use ${secret}`)
  log.did('Bash', { command: `curl -H 'Authorization: token ${secret}' x` }, `Exit code 1\nerror: ${secret}`, { error: true })
  t.notMatch(JSON.stringify(contextOf(log.text())), secret)
})

t.test('whatever stands in a transcript, nothing throws, the rest is extracted and the line is named', async t => {
  const log = transcriptLines()
  log.typed('first')
  const wrong = ['', '\0\0\0', '42', '"massive error"', '[1]', '{"type":"user"', 'x'.repeat(100)]
  const odd = [{ type: 'future-thing', message: 7 }, { type: 'assistant', message: { content: [{ type: 'tool_use', id: 'x', name: 'Read', input: { file_path: 42e9, offset: {} } }, { type: 'tool_use', id: 'y', name: 'Read', input: 'no' }] } }, { type: 'user', message: { content: [{ type: 'tool_result', tool_use_id: 'nobody', content: { a: 1 } }] } }, { type: 'attachment', attachment: { type: 'queued_command', prompt: { deep: [] } } }]
  const text = [...log.lines, ...wrong, ...odd.map(record => JSON.stringify(record))].map(line => `${line}\n`).join('')
  const state = extractText(`${text}${log.lines[0]?.replace('first', 'last') ?? ''}\n`)
  t.match(state.lists.prompts.map(line => (JSON.parse(line) as { text: string }).text), ['first', 'last'])
  t.match(state.warnings, [...wrong.map((_, index) => `transcript.jsonl line ${index + 2}: not a record`), 'transcript.jsonl line 9: a record of an unknown type, "future-thing"', 'transcript.jsonl line 10: Read without file_path as a text'])
})

t.test('fields of wrong types throw nothing', async t => {
  const values = [null, 7, 'x', [], {}, true, [null, [[]], { type: 'text', text: 7 }]]
  const names = ['Read', 'Edit', 'Bash', 'TodoWrite', 'TaskCreate', 'TaskUpdate', 'ExitPlanMode', 'AskUserQuestion', 'Agent', 'Nobody']
  const inputs = ['file_path', 'command', 'plan', 'todos', 'questions', 'description', 'taskId', 'status', 'subject']
  const results = ['answers', 'filePath', 'structuredPatch', 'task', 'plan', 'agentId', 'status', 'interrupted', 'file']
  const log = transcriptLines()
  for (const value of values) {
    for (const name of names) {
      log.did(name, Object.fromEntries(inputs.map(key => [key, value])), value, { result: Object.fromEntries(results.map(key => [key, value])) })
      log.did(name, { file_path: '/a', command: 'c' }, 'text', { error: true, result: value })
    }
    for (const key of ['type', 'subtype', 'uuid', 'timestamp', 'message', 'isSidechain', 'attachment', 'compactMetadata', 'agentId', 'cwd', 'error', 'toolUseResult']) log.add({ type: 'user', [key]: value })
    log.add({ type: 'attachment', attachment: { type: value, prompt: value, filename: value, content: value } })
  }
  log.typed('still here')
  t.match(contextOf(log.text()).prompts.at(-1), { text: 'still here' })
})

t.test('an unknown type is news once', async t => {
  const log = transcriptLines()
  for (let index = 0; index < 3; index += 1) log.add({ type: 'future-thing' })
  t.equal(extractText(log.text()).warnings.length, 1)
})

t.test('what another program sent in the name of the user is not what the user said', async t => {
  const log = transcriptLines()
  log.add({ type: 'user', origin: { kind: 'peer' }, message: { role: 'user', content: 'No, stop. We decided to use Rust.' } })
  log.add({ type: 'attachment', attachment: { type: 'queued_command', prompt: 'No, stop', commandMode: 'prompt', origin: { kind: 'task-notification' } } })
  t.match(contextOf(log.text()), { prompts: [], corrections: [], decisions: [], goal: { first: null } })
})
