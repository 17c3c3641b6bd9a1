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
