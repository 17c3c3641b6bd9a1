import t from 'tap'
import { extractPrompt, forGoal } from '../../../src/core/context/extract-prompt.js'
import { newExtractState } from '../../../src/core/context/extract-state.js'

const source = { record: 'r', time: '' }

t.test('a long prompt is whole in the prompts and cut in the goal', async t => {
  const state = newExtractState('/p', text => text)
  extractPrompt(state, 'x'.repeat(5_000), 'typed', source)
  t.equal((JSON.parse(state.lists.prompts[0] ?? '') as { text: string }).text.length, 5_000)
  t.match(state.goal.first, { text: /…$/, length: 5_000 })
  t.same(forGoal({ text: 'short', kind: 'typed', source }), { text: 'short', kind: 'typed', source })
})

t.test('the goal is the first thing asked and the last three', async t => {
  const state = newExtractState('/p', text => text)
  for (const text of ['a', 'b', 'c', 'd', 'e']) extractPrompt(state, text, 'typed', source)
  t.match(state.goal, { first: { text: 'a' }, last: [{ text: 'c' }, { text: 'd' }, { text: 'e' }] })
})

t.test('what is nothing once it is clean is no prompt', async t => {
  const state = newExtractState('/p', () => '')
  extractPrompt(state, '\u001b[0m', 'typed', source)
  t.same(state.lists.prompts, [])
})

t.test('a correction that decides is a decision too', async t => {
  const state = newExtractState('/p', text => text)
  extractPrompt(state, 'No, use pnpm instead of npm because the lockfile is its', 'typed', source)
  t.match([state.lists.corrections, state.lists.decisions].map(([line]) => JSON.parse(line ?? 'null') as object), [{ rule: 'no' }, { who: 'user', text: /^No, use pnpm/ }])
})
