import t from 'tap'
import { usageScan } from '../../../src/core/tokens/token-usage-scan.js'

const answer = (used: number, at: string, model = 'm') => JSON.stringify({ type: 'assistant', timestamp: at, message: { model, usage: { input_tokens: used } } })
const boundary = (at: string, postTokens?: number) => JSON.stringify({ type: 'system', subtype: 'compact_boundary', timestamp: at, compactMetadata: { preTokens: 9, postTokens } })
const [first, second, third] = ['2026-11-20T10:00:01Z', '2026-11-20T10:00:02Z', '2026-11-20T10:00:03Z']

t.test('an answer ends the reading, and its time is its own', async t => {
  const { take, found } = usageScan()
  t.equal(take('{"type":"user"}'), true)
  t.equal(take('no JSON'), true)
  t.equal(found(), undefined)
  t.equal(take(answer(7, second)), false)
  t.equal(take(answer(5, first)), false)
  t.same(found(), { kind: 'usage', used: 7, before: undefined, model: 'm', at: Date.parse(second) })
})

t.test('behind a compaction it reads on, for the model only', async t => {
  const { take, found } = usageScan()
  t.equal(take(boundary(third, 3)), true)
  t.same(found(), { kind: 'boundary', used: 3, before: 9, model: '', at: Date.parse(third) })
  t.equal(take(boundary(second, 4)), true)
  t.equal(take(answer(7, first, 'model')), false)
  t.same(found(), { kind: 'boundary', used: 3, before: 9, model: 'model', at: Date.parse(third) })
})

t.test('an older compaction does not replace a newer answer', async t => {
  const { take, found } = usageScan()
  take(answer(7, third))
  take(boundary(second, 3))
  t.match(found(), { kind: 'usage', used: 7 })
})

t.test('a record without a time is the newest where it stands', async t => {
  const { take, found } = usageScan()
  take(answer(7, ''))
  take(boundary(second, 3))
  t.match(found(), { kind: 'usage', used: 7, at: undefined })
})
