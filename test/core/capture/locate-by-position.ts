import t from 'tap'
import { candidateRows, mayBeTrimmed, placeAtRow, trimRows } from '../../../src/core/capture/locate-by-position.js'
import { extendTail } from '../../../src/core/capture/tail.js'
import { fakeGrid } from '../../helpers/fake-grid.js'
import { seeded } from '../../helpers/seeded.js'

t.test('one trim drops a tenth, and never less than a row', async t => {
  t.same([0, 1, 9, 10, 19, 20, 2_000, 50_000].map(trimRows), [1, 1, 1, 1, 1, 2, 200, 5_000])
})

t.test('300 random lives of a pane: the true place of a row is always among the candidates, as long as it is in the pane', async t => {
  const random = seeded(77)
  t.comment(`seed ${random.seed}`)
  let found = 0
  for (let run = 0; run < 300; run += 1) {
    const limit = random.pick([10, 25, 100, 400])
    const grid = fakeGrid({ width: 20, height: 2 + random.below(20), limit })
    let printed = 0
    const print = (count: number): void => {
      for (let line = 0; line < count; line += 1) grid.write(`line ${(printed += 1)}\r\n`)
    }
    print(1 + random.below(limit * 2))
    const then = grid.snapshot(Infinity)
    const index = random.below(then.lines.length)
    const text = then.lines[index]?.text ?? ''
    print(random.below(limit))
    const now = grid.snapshot(Infinity)
    const row = now.lines.findIndex(line => line.text === text)
    if (text === '' || row < 0) continue
    found += 1
    if (!candidateRows({ row: index, width: 20 }, now).includes(row)) t.fail(`run ${run}: limit ${limit}, row ${index} is ${row} now`)
  }
  t.ok(found > 100, `${found} rows were still there`)
})

t.test('after a change of width no row is a candidate, and below the limit only one is', async t => {
  const grid = fakeGrid({ width: 20, height: 5, limit: 100 })
  grid.write('x\r\n'.repeat(50))
  const snapshot = grid.snapshot(Infinity)
  t.notOk(mayBeTrimmed(snapshot))
  t.same(candidateRows({ row: 30, width: 20 }, snapshot), [30])
  t.same(candidateRows({ row: 30, width: 21 }, snapshot), [])
  t.same(candidateRows({ row: 90, width: 20 }, snapshot), [])
})

/** Where it is, and how many different lines vouch for it. */
const found = (...args: Parameters<typeof placeAtRow>): [number, number] | undefined => {
  const place = placeAtRow(...args)
  return place && [place.index, place.vouching.size]
}

t.test('a place is where the committed lines end: contradiction, a row inside a line and one outside are none', async t => {
  const grid = fakeGrid({ width: 10, height: 4, limit: 100 })
  grid.write('one\r\ntwo\r\nthree is a long line\r\nfour\r\nfive\r\n')
  const snapshot = grid.snapshot(Infinity)
  const tail = extendTail([], ['one', 'two'])
  t.same(found(2, tail, snapshot), [2, 2])
  t.equal(placeAtRow(1, extendTail([], ['zero', 'two']), snapshot), undefined, 'the first line of a history that never was full is whole')
  const window = grid.snapshot(1)
  t.same([window.from, placeAtRow(3, tail, window)], [2, undefined], 'a window that begins inside')
  t.same(found(2, extendTail([], ['anything']), window), [0, 0], 'what stands above a window is not known')
  t.equal(placeAtRow(3, tail, snapshot), undefined, 'inside a line')
  t.equal(placeAtRow(4, tail, snapshot), undefined, 'another line stands there')
  t.equal(placeAtRow(99, tail, snapshot), undefined)
  t.same(found(0, tail, snapshot), [0, 0])
})

t.test('lines that take turns are few different ones, however often they do', async t => {
  const grid = fakeGrid({ width: 10, height: 4, limit: 1_000 })
  const lines = Array.from({ length: 60 }, (_, index) => 'ab'[index % 2] ?? '')
  grid.write(lines.map(line => `${line}\r\n`).join(''))
  t.equal(placeAtRow(50, extendTail([], lines.slice(0, 50)), grid.snapshot(Infinity))?.vouching.size, 2)
})
