import t from 'tap'
import type { Search } from '../../../src/core/capture/place-by-content.js'
import { placeRewritten } from '../../../src/core/capture/place-rewritten.js'

const numbers = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => `line ${from + index}`)
const search = (more: Partial<Search>): Search => ({ tail: numbers(0, 50), pending: [], text: [], cutTop: false, proposed: [], trim: 0, ...more })

t.test('however many last lines a program printed anew, its old lines are found and those are counted', async t => {
  for (const rewritten of [1, 5, 20, 40]) {
    const text = [...numbers(0, 50 - rewritten), 'new 1', 'new 2']
    t.same(placeRewritten(search({ text })), { index: 50 - rewritten, rewritten })
  }
})

t.test('a shared line in another text is no anchor', async t => {
  t.equal(placeRewritten(search({ text: ['other', 'line 40', 'text'] })), undefined)
  t.equal(placeRewritten(search({ text: [...numbers(0, 10), 'changed', ...numbers(11, 30)].slice(8) })), undefined, 'the lines above it differ')
  t.equal(placeRewritten(search({ tail: Array<string>(50).fill('ok'), text: Array<string>(50).fill('ok') })), undefined)
  t.equal(placeRewritten(search({ text: [] })), undefined)
})

t.test('what stands behind the anchor in other lines is not taken again, up to where the text differs', async t => {
  const said = ['one two three', 'four five', 'six', 'a last line']
  const again = ['one two', 'three four', 'five six', 'another line']
  const [tail, before] = [[...numbers(0, 50), '', ...said], [...numbers(0, 50), '']]
  t.same(placeRewritten(search({ tail, text: [...before, ...again] })), { index: 54, rewritten: 1 })
  t.same(placeRewritten(search({ tail, text: [...before, ...again.slice(0, 2), '', 'new'] })), { index: 53, rewritten: 3 }, 'a line that is not wholly there counts as printed anew')
  t.same(placeRewritten(search({ tail, text: [...before, 'new', ...again] })), { index: 51, rewritten: 4 }, 'nothing new is passed over')
})

t.test('the lines above the anchor agree up to the top of the pane, which may be cut, or up to the first that are remembered', async t => {
  const text = ['ne 6', ...numbers(7, 45), 'new']
  t.same(placeRewritten(search({ text, cutTop: true })), { index: 39, rewritten: 5 })
  t.equal(placeRewritten(search({ text })), undefined, 'a top that is whole and another is another text')
  t.same(placeRewritten(search({ tail: numbers(10, 50), text: ['older', ...numbers(8, 45), 'new'] })), { index: 38, rewritten: 5 })
})

t.test('three lines that are rare on both sides are needed, the anchor being there once', async t => {
  t.same(placeRewritten(search({ tail: ['a', 'b', 'c', 'd'], text: ['a', 'b', 'c', 'new'] })), { index: 3, rewritten: 1 })
  t.equal(placeRewritten(search({ tail: ['a', 'b', 'd'], text: ['a', 'b', 'new'] })), undefined)
  t.same(placeRewritten(search({ tail: ['a', 'b', 'c', 'x', 'x', '', 'd'], text: ['a', 'b', 'c', 'x', 'x', '', 'new', 'x'] })), { index: 6, rewritten: 1 }, 'what is there more than once goes with it')
})

t.test('an anchor further back than a program redraws is none', async t => {
  t.ok(placeRewritten(search({ tail: numbers(0, 400), text: [...numbers(0, 101), 'new'] })))
  t.equal(placeRewritten(search({ tail: numbers(0, 400), text: [...numbers(0, 100), 'new'] })), undefined)
})
