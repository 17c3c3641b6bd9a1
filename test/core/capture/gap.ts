import t from 'tap'
import { encodeGap, sameGap, type Gap } from '../../../src/core/capture/gap.js'

const gap: Gap = { why: 'cleared', part: 2, line: 17, at: '2026-11-23T06:00:00.000Z', known: 'a "quoted"\nword', filled: null }

t.test('a gap is one line of JSON that says all of it', async t => {
  const text = encodeGap(gap)
  t.equal(text.split('\n').length, 2)
  t.ok(text.endsWith('\n'))
  t.same(JSON.parse(text), gap)
})

t.test('the same finding at the same place is the same gap, whenever it was found', async t => {
  t.ok(sameGap(gap, { ...gap, at: 'later', known: 'otherwise', filled: 'transcript' }))
  for (const other of [{ ...gap, why: 'overflow' as const }, { ...gap, part: 3 }, { ...gap, line: 18 }]) t.notOk(sameGap(gap, other))
})

t.test('when the pane was looked at before is said where it is known, and is no part of the finding', async t => {
  const since = { ...gap, since: '2026-11-23T05:55:00.000Z' }
  t.same(JSON.parse(encodeGap(since)), since)
  t.notMatch(encodeGap(gap), /since/)
  t.ok(sameGap(gap, since))
})
