import t from 'tap'
import type { Search } from '../../../src/core/capture/place-by-content.js'
import { placeInPending } from '../../../src/core/capture/place-in-pending.js'

const search = (more: Partial<Search>): Search => ({ tail: ['t1', 't2'], pending: ['p1', 'p2', 'p3', 'p4 long'], text: [], cutTop: false, proposed: [], trim: 0, ...more })

t.test('wherever in the pending text the pane begins, what is gone is flushed and the rest is new', async t => {
  const cases: [string, Partial<Search>, ReturnType<typeof placeInPending>][] = [
    ['at its start', { text: ['p1', 'p2', 'p3', 'p4 long', 'new'] }, { gone: 0, index: 0 }],
    ['in the middle', { text: ['p3', 'p4 long', 'new'] }, { gone: 2, index: 0 }],
    ['the last line has grown', { text: ['p3', 'p4 longer'] }, { gone: 2, index: 0 }],
    ['the top is the rest of a line', { text: ['2', 'p3', 'p4 long'], cutTop: true }, { gone: 2, index: 1 }],
    ['the top is whole though it might be cut', { text: ['p2', 'p3', 'p4 long'], cutTop: true }, { gone: 1, index: 0 }],
    ['only one pending line, whole, at the top', { tail: [], pending: ['p1'], text: ['p1', 'new'], cutTop: true }, { gone: 0, index: 0 }],
    ['the last committed line is left', { text: ['t2', 'p1', 'p2', 'p3', 'p4 long'], cutTop: true }, { gone: 0, index: 1 }],
    ['half of the last committed line is left', { text: ['2', 'p1', 'p2', 'p3', 'p4 long'], cutTop: true }, { gone: 0, index: 1 }],
  ]
  for (const [name, more, place] of cases) t.same(placeInPending(search(more)), place, name)
})

t.test('another text, an empty one, or repeated lines alone are no place', async t => {
  t.equal(placeInPending(search({ text: ['other', 'text'] })), undefined)
  t.equal(placeInPending(search({ text: [] })), undefined)
  t.equal(placeInPending(search({ pending: ['ok', 'ok', 'ok', 'ok', 'ok'], text: ['ok', 'ok', 'ok'] })), undefined)
  t.equal(placeInPending(search({ pending: ['ok', 'ok', 'the end'], text: ['ok', 'ok', ''] })), undefined, 'the last line did not grow, it is gone')
  t.equal(placeInPending(search({ tail: [], pending: ['p1', 'ok'], text: ['ok', 'ok', 'new'] })), undefined, 'one that the pane has twice may be another')
  t.equal(placeInPending(search({ tail: ['t1', 'ok'], pending: [], text: ['ok', 'new'], cutTop: true })), undefined, 'a committed line that stands there, with nothing behind it that is known')
})
