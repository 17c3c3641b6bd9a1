import t from 'tap'
import { fillLines } from '../../../src/core/filling/fill-lines.js'
import { fillsUnmarked, withoutFills } from '../../../src/core/filling/without-fills.js'
import { parseRecord } from '../../../src/core/transcript/parse-record.js'

const prompt = parseRecord(JSON.stringify({ type: 'user', message: { content: 'what was lost' }, timestamp: '2026-11-23T08:00:00.000Z' }))
const fill = fillLines('cleared', prompt === undefined ? [] : [prompt])

t.test('what the transcript filled in is left out, all else stays in its order', async t => {
  t.ok(fill.length >= 3)
  t.same(withoutFills(['a', ...fill, 'b', ...fill, ...fill, 'c']), ['a', 'b', 'c'])
  const plain = ['a', 'b']
  t.equal(withoutFills(plain), plain, 'and without one nothing is copied')
})

t.test('a filling that begins before the first line is left out too', async t => {
  t.same(withoutFills([...fill.slice(1), 'a']), ['a'])
})

t.test('lines that only look like an edge take nothing with them', async t => {
  const [begin = '', end = ''] = [fill[0], fill.at(-1)]
  t.same(withoutFills(['a', begin, 'b']), ['a', begin, 'b'])
  t.same(withoutFills(['a', ...fill, 'b', end, 'c']), ['a', 'b', end, 'c'])
})

t.test('all that was said is told in its order, without the lines that mark a filling', async t => {
  t.same(fillsUnmarked(['a', ...fill, 'b']), { lines: ['a', ...fill.slice(1, -1), 'b'], endsFilled: false })
  t.same(fillsUnmarked(['a', ...fill]), { lines: ['a', ...fill.slice(1, -1)], endsFilled: true })
  t.same(fillsUnmarked(fill.slice(0, -1)), { lines: fill.slice(1, -1), endsFilled: false }, 'one that a crash cut off has not ended')
  t.same(fillsUnmarked([]), { lines: [], endsFilled: false })
})
