import t from 'tap'
import { withinTime } from '../../../src/shell/processes/within-time.js'

t.test('work that ends gives what it gives, and throws what it throws', async t => {
  t.same(withinTime(10_000, () => [1]), { result: [1] })
  t.same(withinTime(10_000, () => undefined), { result: undefined })
  t.throws(() => withinTime(10_000, () => { throw new TypeError('mine') }), new TypeError('mine'))
})

t.test('an expression that would take for ever is stopped, and the next one works', async t => {
  t.equal(withinTime(100, () => /^(a+)+$/.test(`${'a'.repeat(60)}b`)), undefined)
  t.same(withinTime(10_000, () => /b$/.test('ab')), { result: true })
})
