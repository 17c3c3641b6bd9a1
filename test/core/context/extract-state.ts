import t from 'tap'
import { newExtractState } from '../../../src/core/context/extract-state.js'

t.test('two extractions share nothing', async t => {
  const [one, other] = [newExtractState('/a', text => text), newExtractState('/a', text => text)]
  one.lists.prompts.push('x')
  one.warnings.push('y')
  t.same([other.lists.prompts, other.warnings], [[], []])
})
