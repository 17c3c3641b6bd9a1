import t from 'tap'
import { placeByContent, type Search } from '../../../src/core/capture/place-by-content.js'
import { seeded } from '../../helpers/seeded.js'

const numbers = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => `line ${from + index}`)
const search = (more: Partial<Search>): Search => ({ tail: [], pending: [], text: [], cutTop: false, proposed: [], trim: 0, ...more })

t.test('2,000 random panes of different lines: the place is right behind the committed ones, and certain', async t => {
  const random = seeded(12)
  t.comment(`seed ${random.seed}`)
  let wrong = 0
  for (let run = 0; run < 2_000; run += 1) {
    const committed = 5 + random.below(200)
    const top = random.below(committed - 3)
    const found = placeByContent(search({ tail: numbers(random.below(committed - 3), committed), text: numbers(top, committed + random.below(100)), cutTop: random.below(2) === 0 }))
    if (found?.index !== committed - top || found.ambiguous) wrong += 1
  }
  t.equal(wrong, 0)
})

t.test('committed lines that are not there have no place, nor has a chance meeting of one line', async t => {
  t.equal(placeByContent(search({ tail: numbers(0, 50), text: numbers(100, 200) })), undefined)
  t.equal(placeByContent(search({ tail: [...numbers(0, 50), '$'], text: ['$', 'other', 'text'] })), undefined)
  t.equal(placeByContent(search({ tail: numbers(0, 3), text: [] })), undefined)
})

t.test('one committed line is enough when what followed it still follows', async t => {
  t.same(placeByContent(search({ tail: ['one'], pending: ['two', 'three'], text: ['one', 'two', 'three', 'four'] })), { index: 1, ambiguous: false })
})

t.test('among equal places the proposed one is taken, and it is said that there were others', async t => {
  const text = Array<string>(100).fill('y')
  t.same(placeByContent(search({ tail: Array<string>(50).fill('y'), text, cutTop: true, proposed: [70, 60], trim: 10 })), { index: 70, ambiguous: true })
  t.equal(placeByContent(search({ tail: Array<string>(50).fill('y'), text, cutTop: true, trim: 10 })), undefined, 'without arithmetic there is none')
})

t.test('every proposed place is weighed, not only those near the bottom', async t => {
  const text = Array.from({ length: 900 }, (_, index) => ['⠋', '⠙', '⠹'][index % 3] ?? '')
  t.match(placeByContent(search({ tail: text.slice(0, 300), text, cutTop: true, proposed: [870, 570, 270], trim: 100 })), { ambiguous: true })
})

t.test('of two places that fit arithmetic decides, though what was pending follows the other', async t => {
  const [block, pending] = [numbers(0, 10), ['next', 'and next']]
  const text = [...block, 'other', ...block, ...pending]
  const near = search({ tail: block.slice(5), pending, text, proposed: [10] })
  t.same(placeByContent(near), { index: 10, ambiguous: false })
  t.same(placeByContent({ ...near, proposed: [] }), { index: 21, ambiguous: false }, 'which decides where arithmetic says nothing')
  t.same(placeByContent({ ...near, proposed: [], pending: [] }), { index: 21, ambiguous: true }, 'and the place nearest to the bottom where that says nothing either')
})

t.test('two lines that are rare are enough wherever they stand, three that are not where arithmetic points at them', async t => {
  const text = Array.from({ length: 40 }, (_, index) => `step ${index % 4}`)
  t.same(placeByContent(search({ tail: text.slice(0, 12), text, proposed: [12] })), { index: 12, ambiguous: false })
  t.equal(placeByContent(search({ tail: text.slice(0, 12), text })), undefined)
  const few = Array.from({ length: 40 }, (_, index) => ['a', '', 'b', ''][index % 4] ?? '')
  t.match(placeByContent(search({ tail: few.slice(0, 12), text: few, proposed: [12] })), { ambiguous: true }, 'blank lines are none')
  t.same(placeByContent(search({ tail: few.slice(0, 12), pending: ['c', 'd'], text: [...few.slice(0, 12), 'c', 'd', ...few], proposed: [12] })), { index: 12, ambiguous: false }, 'what follows them counts with them')
})

t.test('the first line of a pane that may be cut says nothing, and the first of one that is whole does', async t => {
  const text = ['ne 6', ...numbers(7, 30)]
  t.same(placeByContent(search({ tail: numbers(0, 20), text, cutTop: true })), { index: 14, ambiguous: false })
  t.equal(placeByContent(search({ tail: numbers(0, 20), text })), undefined)
})

t.test('a place is in doubt where the same stands as far from it as trims can move rows, and only there', async t => {
  const cycle = Array.from({ length: 200 }, (_, index) => `step ${index % 25}`)
  const end = ['next', 'and next', 'and so on']
  const at = (trim: number, text = [...cycle, ...end]): boolean | undefined => placeByContent(search({ tail: cycle.slice(0, 100), pending: end, text, cutTop: true, proposed: [200], trim }))?.ambiguous
  t.same([at(50), at(10), at(25), at(5), at(0)], [true, true, true, true, false])
  t.equal(at(1), false, '20 trims do not reach as far as the next place')
  t.equal(at(50, [...cycle.slice(0, 25), ...numbers(0, 60), ...cycle, ...end].slice(-150)), true, 'above it')
  const behind = placeByContent(search({ tail: cycle.slice(0, 100), pending: end, text: [...cycle.slice(0, 100), ...end, ...cycle.slice(0, 147)], proposed: [100], trim: 50 }))
  t.same(behind, { index: 100, ambiguous: true }, 'behind it')
})
