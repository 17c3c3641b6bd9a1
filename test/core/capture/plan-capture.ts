import t from 'tap'
import { planCapture } from '../../../src/core/capture/plan-capture.js'
import { fakeGrid } from '../../helpers/fake-grid.js'
import { seeded } from '../../helpers/seeded.js'

const grid = (lines: readonly string[], height = 5): ReturnType<typeof fakeGrid> => {
  const made = fakeGrid({ width: 40, height, limit: 1_000 })
  made.write(lines.map(line => `${line}\r\n`).join(''))
  return made
}
const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `line ${index}`)
const base = { pending: [], end: { part: 1, line: 0 }, rotateLines: 60_000, final: false, at: 'now', firstIndex: 0 }

t.test('500 random panes: what is settled and what is pending are together what is there, and a screen is held back', async t => {
  const random = seeded(24)
  t.comment(`seed ${random.seed}`)
  for (let run = 0; run < 500; run += 1) {
    const height = 2 + random.below(20)
    const lines = numbers(random.below(80))
    const snapshot = grid(lines, height).snapshot(Infinity)
    const plan = planCapture({ ...base, snapshot, alignment: { index: 0, flush: 0 } })
    const held = snapshot.lines.slice(plan.lines.length).length
    if ([...plan.lines, ...plan.pending].join() !== lines.join() || (plan.lines.length > 0 && held < 2 * height)) return t.fail(`run ${run}: ${plan.lines.length} + ${plan.pending.length} of ${lines.length}, height ${height}`)
    const final = planCapture({ ...base, snapshot, alignment: { index: 0, flush: 0 }, final: true })
    if (final.lines.join() !== lines.join() || final.pending.length > 0) return t.fail(`run ${run}: the last capture`)
  }
  t.pass('500 panes')
})

t.test('pending lines that have left the pane come first, then the gap, then the pane', async t => {
  const snapshot = grid(numbers(30)).snapshot(Infinity)
  const plan = planCapture({ ...base, snapshot, pending: ['p1', 'p2', 'p3'], end: { part: 1, line: 4 }, rotateLines: 5, alignment: { index: 0, flush: 2, gap: { why: 'cleared', known: 'k' } } })
  t.same(plan.lines.slice(0, 3), ['p1', 'p2', 'line 0'])
  t.same(plan.gaps, [{ why: 'cleared', known: 'k', part: 2, line: 1, at: 'now', filled: null }])
  t.same(plan.appends[0], { part: 1, lines: ['p1'] })
})

t.test('the rest of a line that was broken anew is committed before the lines behind it', async t => {
  const plan = planCapture({ ...base, snapshot: grid(numbers(30)).snapshot(Infinity), alignment: { index: 3, flush: 0, rest: 'ne 3' } })
  t.same(plan.lines.slice(0, 2), ['ne 3', 'line 4'])
})

t.test('the row that is remembered is where the next capture goes on', async t => {
  const pane = grid([...numbers(10), 'x'.repeat(100), ...numbers(20)])
  const first = planCapture({ ...base, snapshot: pane.snapshot(Infinity), alignment: { index: 0, flush: 0 } })
  const snapshot = pane.snapshot(Infinity)
  const index = snapshot.lines.findIndex(line => line.end === first.row) + 1
  t.equal(index, first.lines.length)
  t.equal(first.lineIndex, index)
  t.same(planCapture({ ...base, snapshot, alignment: { index, flush: 0 } }).lines, [], 'nothing new, nothing written')
})

t.test('blank rows at the bottom are no lines', async t => {
  const snapshot = grid(['a', '', '']).snapshot(Infinity)
  t.same(planCapture({ ...base, snapshot, alignment: { index: 0, flush: 0 } }).pending, ['a'])
  t.same(planCapture({ ...base, snapshot, alignment: { index: 0, flush: 0 }, final: true }).lines, ['a'])
})

t.test('new lines that stand before what was printed again come first, and then what stands in the pane is what the place is found by', async t => {
  const snapshot = grid(numbers(30)).snapshot(Infinity)
  const plan = planCapture({ ...base, snapshot, alignment: { index: 10, flush: 0, opening: ['line 0'], reformed: true } })
  t.same(plan.lines.slice(0, 2), ['line 0', 'line 10'])
  t.same(plan.stands, numbers(plan.lines.length + 9), 'up to the place and no further')
  t.equal(planCapture({ ...base, snapshot, alignment: { index: 10, flush: 0 } }).stands, undefined)
})

t.test('of a pane that is read in pieces the last line may go on: it waits for the next piece, and so does the end of the session', async t => {
  const pane = grid([...numbers(8), 'x'.repeat(100), ...numbers(40)])
  const piece = { ...pane.snapshot(Infinity), lines: pane.snapshot(Infinity).lines.slice(0, 9), cut: true } as const
  for (const final of [false, true]) {
    const plan = planCapture({ ...base, snapshot: piece, alignment: { index: 0, flush: 0 }, final })
    t.same([plan.lines, plan.pending, plan.row, plan.lineIndex], [numbers(8), [], 8, 8])
  }
})

t.test('a line whose last row has just left the screen by its height is settled, the next one is not', async t => {
  const snapshot = grid(numbers(9), 4).snapshot(Infinity)
  t.equal(snapshot.state.historySize, 6)
  const plan = planCapture({ ...base, snapshot, alignment: { index: 0, flush: 0 } })
  t.same([plan.lines, plan.row], [numbers(2), 2])
})

t.test('where nothing is settled the place stays where it was, at the top of what was read', async t => {
  const snapshot = grid(numbers(30)).snapshot(3)
  t.equal(snapshot.from, 23)
  const plan = planCapture({ ...base, snapshot, alignment: { index: 0, flush: 0 }, firstIndex: -1 })
  t.same([plan.lines, plan.row, plan.lineIndex, plan.gaps], [[], 23, -1, []])
})

t.test('blank lines that are committed stay committed when a session ends on a blank screen', async t => {
  const pane = grid([...numbers(3), '', ''])
  const plan = planCapture({ ...base, snapshot: pane.snapshot(Infinity), alignment: { index: 5, flush: 0 }, final: true })
  t.same([plan.lines, plan.row], [[], 5])
})

t.test('of what stands in another form no more is kept than is compared again', async t => {
  const plan = planCapture({ ...base, snapshot: grid(numbers(600)).snapshot(Infinity), alignment: { index: 500, flush: 0, reformed: true } })
  t.equal(plan.stands?.length, 400)
})
