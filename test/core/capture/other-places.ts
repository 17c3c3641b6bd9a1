import t from 'tap'
import type { Before } from '../../../src/core/capture/align.js'
import { otherPlaces } from '../../../src/core/capture/other-places.js'
import { fakeGrid } from '../../helpers/fake-grid.js'

const before = (row: number, at = 10): Before => ({ position: { row, width: 80, lineIndex: -1, historySize: 50, at }, tail: [], pending: [], uncommitted: [] })

const filled = (count: number): ReturnType<typeof fakeGrid> => {
  const grid = fakeGrid({ width: 80, height: 10, limit: 100 })
  grid.write('x\r\n'.repeat(count))
  return grid
}

t.test('below the limit there is one place, and it needs no comparison', async t => {
  const snapshot = filled(60).snapshot(Infinity, 10)
  t.equal(otherPlaces(before(40), snapshot, { index: 40, flush: 0 }), undefined)
})

t.test('in a full history every multiple of a trim above the place is one more', async t => {
  const snapshot = filled(130).snapshot(Infinity, 10)
  t.same(otherPlaces(before(75), snapshot, { index: 75, flush: 0 }), { count: 5, place: 70, others: [60, 50, 40, 30, 20, 10, 0] })
  t.same(otherPlaces(before(75), snapshot, { index: 35, flush: 0 }), { count: 5, place: 30, others: [20, 10, 0] }, 'those below are refuted already')
})

t.test('a pane that printed nothing since the last look is where it was', async t => {
  t.equal(otherPlaces(before(75, 11), filled(130).snapshot(Infinity, 10), { index: 75, flush: 0 }), undefined)
})

t.test('lines that a killed tick wrote stand behind the place, not before it', async t => {
  const snapshot = filled(130).snapshot(Infinity, 10)
  t.same(otherPlaces({ ...before(75), uncommitted: ['x', 'x'] }, snapshot, { index: 77, flush: 0 })?.place, 70)
})
