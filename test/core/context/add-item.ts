import t from 'tap'
import { addItem } from '../../../src/core/context/add-item.js'
import type { ExtractState } from '../../../src/core/context/extract-state.js'
import { newExtractState } from '../../../src/core/context/extract-state.js'

const source = { record: 'r', time: '' }
const command = (text: string) => ({ command: text, outcome: 'ok' as const, exitCode: 0, error: '', source })

const linesOf = (state: ExtractState, name: 'commands' | 'corrections'): string[] => [...Buffer.from(state.kept[name]).toString().split(',\n').filter(Boolean), ...state.lists[name]]

t.test('a very long text is cut and says how long it was', async t => {
  const state = newExtractState('/p', text => text)
  addItem(state, 'prompts', { text: 'x'.repeat(150_000), kind: 'typed', source })
  addItem(state, 'commands', command('ls'))
  const [prompt] = state.lists.prompts.map(line => JSON.parse(line) as { text: string; length?: number })
  t.equal(prompt?.length, 150_000)
  t.equal(prompt?.text.length, 100_000)
  t.notMatch(state.lists.commands[0], /length/)
})

t.test('the lists together have a ceiling: the oldest commands go first, counted, and what the user said stays', async t => {
  const state = newExtractState('/p', text => text)
  addItem(state, 'corrections', { text: 'not that', rule: 'r', against: { said: '', did: [], source: null }, source })
  for (let index = 0; index < 4_000; index += 1) addItem(state, 'commands', command(`${index} ${'x'.repeat(3_900)}`))
  t.ok(state.weight <= 8_000_000)
  t.equal(state.weight, Object.values(state.lists).flat().reduce((sum, line) => sum + line.length, 0) + Object.values(state.kept).reduce((sum, bytes) => sum + bytes.length, 0))
  const left = linesOf(state, 'commands')
  t.equal((state.omitted.commands ?? 0) + left.length, 4_000)
  t.same(left.map(line => Number(/"command":"(\d+) x/.exec(line)?.[1])), Array.from({ length: left.length }, (_, index) => 4_000 - left.length + index), 'the newest are there, in order')
  t.equal(linesOf(state, 'corrections').length, 1)
})

t.test('so do those that were kept from before, by whole lines', async t => {
  const state = newExtractState('/p', text => text)
  const old = Array.from({ length: 2_000 }, (_, index) => JSON.stringify(command(`${index} ${'y'.repeat(3_900)}`)))
  state.kept.commands = Buffer.from(old.join(',\n'))
  state.weight = state.kept.commands.length
  for (let index = 0; index < 100; index += 1) addItem(state, 'commands', command('x'.repeat(3_900)))
  const left = Buffer.from(state.kept.commands).toString().split(',\n')
  t.same(left, old.slice(-left.length))
  t.equal((state.omitted.commands ?? 0) + left.length, 2_000)
  t.ok(state.weight <= 8_000_000 && state.omitted.commands)
})
