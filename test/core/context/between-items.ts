import t from 'tap'
import { betweenItems } from '../../../src/core/context/between-items.js'

t.test('items that are joined by it are a list of JSON, one on a line', async t => {
  const text = [1, 'a,\nb'].map(item => JSON.stringify(item)).join(betweenItems)
  t.same(JSON.parse(`[${text}]`), [1, 'a,\nb'])
  t.equal(text.split('\n').length, 2)
})
