import t from 'tap'
import { decodeContextState, encodeContextState } from '../../../src/core/context/context-state.js'
import { newScreen } from '../../../src/core/context/extract-scrollback.js'

const state = { id: 'work', redact: true, from: 'transcript' as const, sources: [{ file: '/t.jsonl', offset: 7, line: 1, fingerprint: 9 }], open: [], said: null, did: ['Edit a'], asked: true, why: 'because', unknownTypes: [], screen: newScreen() }

t.test('a state comes back with the context it belongs to, and with no other', async t => {
  const text = encodeContextState('{}\n', state)
  t.match(decodeContextState(text, '{}\n', 'work', true), state)
  t.equal(decodeContextState(text, '{} \n', 'work', true), undefined, 'another context')
  t.equal(decodeContextState(text, '{}\n', 'other', true), undefined, "another session's")
  t.equal(decodeContextState(text, '{}\n', 'work', false), undefined, 'another setting')
})

t.test('what is damaged is no state', async t => {
  for (const wrong of ['', 'null', '7', '[]', '{}', '\0', encodeContextState('{}\n', state).slice(0, 60), encodeContextState('{}\n', state).replace('"version":3', '"version":1')]) t.equal(decodeContextState(wrong, '{}\n', 'work', true), undefined, wrong)
})
