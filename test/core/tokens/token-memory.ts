import t from 'tap'
import { decodeTokenMemory, emptyTokenMemory, encodeTokenMemory, withTokenWindow } from '../../../src/core/tokens/token-memory.js'

t.test('a memory comes back as it was', async t => {
  const memory = { announced: [18, 16], windows: { a: 200_000, b: 1_000_000 }, reminder: { used: 1, limit: 2, at: 3 }, refused: 'why', session: { stamp: '1:2', transcript: '/t' } }
  t.same(decodeTokenMemory(encodeTokenMemory(memory)), memory)
  t.same(decodeTokenMemory(encodeTokenMemory(emptyTokenMemory)), emptyTokenMemory)
})

t.test('what is damaged is forgotten, whole or in part', async t => {
  for (const text of ['', '{', 'null', '[]', '{"version":2,"announced":[18]}', '{"announced":[18]}']) t.same(decodeTokenMemory(text), emptyTokenMemory, text)
  t.same(decodeTokenMemory('{"version":1,"announced":[18,"x",-1,null],"windows":{"a":"b","c":5},"reminder":{"used":1},"refused":7,"session":{"stamp":1}}'), { ...emptyTokenMemory, announced: [18], windows: { c: 5 } })
})

t.test('the eight newest windows are kept', async t => {
  let windows: Readonly<Record<string, number>> = {}
  for (let model = 1; model <= 12; model += 1) windows = withTokenWindow(windows, `m${model}`, model)
  t.same(Object.keys(windows), ['m5', 'm6', 'm7', 'm8', 'm9', 'm10', 'm11', 'm12'])
  t.same(Object.entries(withTokenWindow(windows, 'm5', 50)).at(-1), ['m5', 50])
  t.equal(withTokenWindow(windows, '', 5), windows)
  t.equal(withTokenWindow(windows, 'm5', undefined), windows)
})
