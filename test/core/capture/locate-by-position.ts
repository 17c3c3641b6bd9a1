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

t.test('only rows that tmux freed a tenth of can have been full: one row more than a trim leaves', async t => {
  const grid = fakeGrid({ width: 20, height: 5, limit: 100 })
  grid.write('x\r\n'.repeat(94))
  t.same([grid.snapshot(0).state.historySize, mayBeTrimmed(grid.snapshot(0))], [90, false])
  grid.write('x\r\n')
  t.ok(mayBeTrimmed(grid.snapshot(0)))
})

t.test('a row may be the last of the pane, and none is below it', async t => {
  const grid = fakeGrid({ width: 20, height: 5, limit: 100 })
  grid.write('x\r\n'.repeat(50))
  const { historySize } = grid.snapshot(0).state
  t.same([historySize + 5, historySize + 6].map(row => candidateRows({ row, width: 20 }, grid.snapshot(0))), [[51], []])
  grid.write('x\r\n'.repeat(200))
  const full = grid.snapshot(0)
  const bottom = full.state.historySize + 5
  t.same([candidateRows({ row: bottom, width: 20 }, full)[0], candidateRows({ row: bottom + 1, width: 20 }, full)[0]], [bottom, bottom - 9])
})

t.test('where rows may have moved every line is compared, else no more than is enough', async t => {
  const shown = [...Array.from({ length: 20 }, (_, index) => `first ${index}`), ...Array.from({ length: 270 }, (_, index) => `step ${index % 30}`)]
  const other = shown.map((line, index) => (index === 60 ? 'another' : line))
  for (const [limit, place] of [[295, undefined], [1_000, 200]] as const) {
    const grid = fakeGrid({ width: 20, height: 5, limit })
    grid.write(shown.map(line => `${line}\r\n`).join(''))
    t.equal(mayBeTrimmed(grid.snapshot(0)), limit === 295)
    t.equal(placeAtRow(200, extendTail([], other.slice(0, 200)), grid.snapshot(Infinity))?.index, place)
  }
})

t.test('lines that are all equal are looked past, up to three that are not', async t => {
  const grid = fakeGrid({ width: 20, height: 5, limit: 1_000 })
  const shown = ['a', 'b', 'c', ...Array<string>(100).fill('ok')]
  grid.write(shown.map(line => `${line}\r\n`).join(''))
  t.same(found(103, extendTail([], shown), grid.snapshot(Infinity)), [103, 3])
  t.equal(placeAtRow(103, extendTail([], ['other', ...shown.slice(3)]), grid.snapshot(Infinity)), undefined)
  t.equal(placeAtRow(103, extendTail([], [...shown, 'ok']), grid.snapshot(Infinity)), undefined, 'one more of them is another place')
})

t.test('the first line of a window, or of a history that was full, may be the rest of one: it proves nothing and contradicts nothing', async t => {
  const lines = Array.from({ length: 30 }, (_, index) => `a long line ${index}`)
  const grid = fakeGrid({ width: 10, height: 4, limit: 50 })
  grid.write(lines.slice(0, 10).map(line => `${line}\r\n`).join(''))
  const window = grid.snapshot(10)
  t.equal(window.lines[0]?.text, lines[3]?.slice(10), 'a window')
  t.same(found(12, extendTail([], lines.slice(0, 6)), window), [3, 2])
  grid.write(lines.slice(10, 27).map(line => `${line}\r\n`).join(''))
  const full = grid.snapshot(Infinity)
  t.equal(full.lines[0]?.text, lines[2]?.slice(10), 'a full history')
  t.same(found(5, extendTail([], lines.slice(0, 5)), full), [3, 2])
})
