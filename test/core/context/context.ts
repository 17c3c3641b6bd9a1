import t from 'tap'
import { listNames } from '../../../src/core/context/context.js'
import { contextOf } from '../../helpers/extract-text.js'

t.test('a context has the growing lists, also when there is nothing in them', async t => {
  const context = contextOf('')
  for (const name of listNames) t.same(context[name], [], name)
  t.match(context, { schema: 1, goal: { first: null, last: [], command: null }, omitted: {} })
})
