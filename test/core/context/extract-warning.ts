import t from 'tap'
import { newExtractState } from '../../../src/core/context/extract-state.js'
import { extractWarning, formatWarnings } from '../../../src/core/context/extract-warning.js'

t.test('one line names the file and line of the first, and counts the others', async t => {
  const state = newExtractState('/p', text => text)
  t.equal(formatWarnings(state.warnings), undefined)
  extractWarning(state, { file: 'transcript.jsonl', line: 7 }, 'not a record')
  t.equal(formatWarnings(state.warnings), 'transcript.jsonl line 7: not a record')
  for (let index = 0; index < 5_000; index += 1) extractWarning(state, { file: 'transcript.jsonl', line: index }, 'not a record')
  t.equal(state.warnings.length, 1_000)
  t.equal(formatWarnings(state.warnings), 'transcript.jsonl line 7: not a record; and 999 or more like it')
})
