import t from 'tap'
import { renderToolUse } from '../../../src/core/transcript/render-tool-use.js'

t.test('a tool call is written as on the screen', async t => {
  t.equal(renderToolUse('Read', { file_path: 'src/a.ts', limit: 3 }), 'Read(src/a.ts)')
  t.equal(renderToolUse('Edit', { file_path: 'src/a.ts', old_string: 'x', new_string: 'y' }), 'Update(src/a.ts)')
  t.equal(renderToolUse('MultiEdit', { edits: [], file_path: 'src/a.ts' }), 'Update(src/a.ts)')
  t.equal(renderToolUse('NotebookEdit', { new_source: 'x', notebook_path: 'a.ipynb' }), 'Update(a.ipynb)')
  t.equal(renderToolUse('Write', { content: 'text', file_path: 'b.ts' }), 'Write(b.ts)')
  t.equal(renderToolUse('Bash', { description: 'List', command: 'ls\npwd' }), 'Bash(ls\npwd)')
})

t.test('other tools show the field that says most', async t => {
  t.equal(renderToolUse('Grep', { pattern: 'TODO' }), 'Grep(TODO)')
  t.equal(renderToolUse('Grep', { path: 'src', pattern: 'TODO' }), 'Grep(pattern: "TODO", path: "src")')
  t.equal(renderToolUse('Glob', { path: 'src', pattern: '*.ts' }), 'Glob(*.ts)')
  t.equal(renderToolUse('Agent', { prompt: 'long', description: 'Find it' }), 'Agent(Find it)')
  t.equal(renderToolUse('WebFetch', { url: 'https://example.org/', prompt: 'x' }), 'WebFetch(https://example.org/)')
  t.equal(renderToolUse('ExitPlanMode', { plan: '# Plan\n1. do' }), 'ExitPlanMode(# Plan\n1. do)')
  t.equal(renderToolUse('TodoWrite', { todos: [{ status: 'pending', content: 'a' }, { content: 'b' }] }), 'TodoWrite([pending] a\n[?] b)')
  t.equal(renderToolUse('AskUserQuestion', { questions: [{ question: 'Which?' }] }), 'AskUserQuestion(Which?)')
})

t.test('an input of an unknown shape is no trouble', async t => {
  t.equal(renderToolUse('mcp__x__y', { depth: 1, where: 'here' }), 'mcp__x__y(here)')
  t.equal(renderToolUse('TaskList', {}), 'TaskList')
  t.equal(renderToolUse('', {}), 'Tool')
  t.equal(renderToolUse('TodoWrite', { todos: [null, 7] }), 'TodoWrite([?] \n[?] )')
  t.equal(renderToolUse('Read', { file_path: 7, offset: null }), 'Read')
})
