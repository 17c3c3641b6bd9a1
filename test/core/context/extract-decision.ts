import t from 'tap'
import { extractDecision } from '../../../src/core/context/extract-decision.js'
import { newExtractState } from '../../../src/core/context/extract-state.js'

const source = { record: 'r', time: '' }
const decided = (text: string, who: 'user' | 'claude'): unknown[] => {
  const state = newExtractState('/p', value => value)
  extractDecision(state, text, who, source)
  return state.lists.decisions.map(line => JSON.parse(line) as unknown)
}

t.test('a decision is kept as it was said, with who said it and a reason that stands beside it', async t => {
  t.match(decided("Let's use SQLite instead of Postgres. It needs no server.", 'user'), [{ who: 'user', text: "Let's use SQLite instead of Postgres.", source }])
  t.match(decided("I'll use a queue because the calls are slow.", 'claude'), [{ who: 'claude', text: "I'll use a queue because the calls are slow.", reason: '' }])
})

t.test('what decides nothing is none', async t => {
  t.same(decided('Which database should we use?', 'user'), [])
})
