import t from 'tap'
import { fieldsOf, listOf, neededField, textOf, toolInput } from '../../../src/core/transcript/tool-input.js'

t.test('values of a wrong type are empty', async t => {
  t.same([fieldsOf(null), fieldsOf([]), fieldsOf('x')], [{}, {}, {}])
  t.same([textOf(undefined), textOf({}), textOf(7)], ['', '', '7'])
  t.same([listOf('x'), listOf([1])], [[], [1]])
})

t.test('of an input only what is asked for later is kept, and nothing huge', async t => {
  t.same(toolInput({ file_path: '/a', content: 'x'.repeat(9), todos: [1] }, text => text), { file_path: '/a', todos: [1] })
  t.same(toolInput({ command: 'x'.repeat(300_000), plan: 'p', todos: ['y'.repeat(300_000)] }, text => text), { command: `${'x'.repeat(199_999)}…`, plan: 'p' })
})

t.test('known tools have a field that they need', async t => {
  t.same(['Read', 'NotebookEdit', 'Bash', 'mcp__x__y'].map(neededField), ['file_path', 'notebook_path', 'command', undefined])
})

t.test('all texts in it are clean, however deep', async t => {
  t.same(toolInput({ command: 'a', todos: [{ content: 'b', n: 1, deep: ['c'] }] }, text => text.toUpperCase()), { command: 'A', todos: [{ content: 'B', n: 1, deep: ['C'] }] })
})
