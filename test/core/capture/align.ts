import t from 'tap'
import { alignByContent, alignByPosition, type Before } from '../../../src/core/capture/align.js'
import { extendTail } from '../../../src/core/capture/tail.js'
import { fakeGrid } from '../../helpers/fake-grid.js'

const numbers = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => `line ${from + index}`)
const written = (lines: readonly string[]): string => lines.map(line => `${line}\r\n`).join('')

/** A pane of 300 rows that showed `shown` when `committed` of them were committed. */
const scene = (shown: readonly string[], committed: number): { pane: ReturnType<typeof fakeGrid>; before: Before; tail: readonly string[] } => {
  const pane = fakeGrid({ width: 80, height: 5, limit: 300 })
  pane.write(written(shown))
  const tail = shown.slice(0, committed)
  const position = { row: committed, width: 80, lineIndex: committed, historySize: pane.snapshot(0).state.historySize, at: 100 }
  return { pane, tail, before: { position, tail: extendTail([], tail), pending: shown.slice(committed), uncommitted: [] } }
}

t.test('new lines behind known ones: the position is enough', async t => {
  const { pane, before } = scene(numbers(0, 60), 50)
  pane.write(written(numbers(60, 90)))
  t.same(alignByPosition(before, pane.snapshot(Infinity, 100)), { index: 50, flush: 0 })
})

t.test('lines that a killed tick wrote are behind us; others in their place are doubt', async t => {
  const { pane, before } = scene(numbers(0, 60), 50)
  const snapshot = pane.snapshot(Infinity, 100)
  t.same(alignByPosition({ ...before, pending: before.pending.slice(3), uncommitted: numbers(50, 53) }, snapshot), { index: 53, flush: 0 })
  t.equal(alignByPosition({ ...before, uncommitted: ['other'] }, snapshot), undefined)
})

t.test('a killed first tick leaves lines and no tail: they vouch for themselves', async t => {
  const { pane, before } = scene(numbers(0, 40), 0)
  const first = { ...before, pending: [], tail: [], uncommitted: numbers(0, 10) }
  t.same(alignByPosition(first, pane.snapshot(Infinity, 100)), { index: 10, flush: 0 })
})

t.test('a pane that repeats itself in a full history is for the content, and the content says it is not sure', async t => {
  const lines = Array.from({ length: 290 }, (_, index) => `line ${index % 30}`)
  const { pane, before, tail } = scene(lines, 280)
  pane.write(written(Array.from({ length: 30 }, (_, index) => `line ${(290 + index) % 30}`)))
  const snapshot = pane.snapshot(Infinity, 100)
  t.equal(alignByPosition(before, snapshot), undefined)
  t.match(alignByContent(snapshot, tail, before.pending, before), { gap: { why: 'ambiguous' } })
  t.notOk(alignByContent(scene(lines, 280).pane.snapshot(Infinity, 99), tail, before.pending, before).gap, 'idle since then: nothing was printed')
})

t.test('a cleared pane: the pending text is committed and a gap says why', async t => {
  const { pane, before, tail } = scene(numbers(0, 60), 50)
  pane.write('\x1b[H\x1b[2J\x1b[3J')
  pane.write(written(numbers(500, 520)))
  const snapshot = pane.snapshot(Infinity, 100)
  t.equal(alignByPosition(before, snapshot), undefined)
  t.match(alignByContent(snapshot, tail, before.pending, before), { index: 0, flush: 10, gap: { why: 'cleared' } })
})

t.test('a history that was emptied under the screen: what is known of the screen goes on', async t => {
  const { pane, before, tail } = scene(numbers(0, 60), 50)
  pane.clearHistory()
  t.same(alignByContent(pane.snapshot(Infinity, 100), tail, before.pending, before), { index: 0, flush: 6 })
})

t.test('a history that was emptied behind half a committed line: the half that is left is not taken for another text', async t => {
  const pane = fakeGrid({ width: 20, height: 5, limit: 300 })
  const long = 'a line that takes two rows'
  pane.write(`${written([...numbers(0, 20), long, ...numbers(20, 23)])}line 23`)
  pane.clearHistory()
  const snapshot = pane.snapshot(Infinity, 100)
  t.equal(snapshot.lines[0]?.text, long.slice(20), 'the half that is left')
  const tail = [...numbers(0, 20), long]
  const position = { row: 1, width: 20, lineIndex: 1, historySize: 0, at: 100 }
  const before: Before = { position, tail: extendTail([], tail), pending: numbers(20, 24), uncommitted: [] }
  t.match(alignByContent(snapshot, tail, before.pending, before), { index: 1, flush: 0 })
  t.notOk(alignByContent(snapshot, tail, before.pending, before).gap)
})

t.test('lines that are all equal, committed ones and those behind them, do not vouch for a place in a history that was emptied and filled again', async t => {
  const ok = (count: number): string[] => Array<string>(count).fill('ok')
  const { before, tail } = scene([...ok(26), ...numbers(0, 10)], 4)
  const snapshot = scene([...ok(32), ...numbers(20, 60)], 0).pane.snapshot(Infinity, 100)
  t.ok(snapshot.state.historySize >= before.position.historySize)
  t.equal(alignByPosition(before, snapshot), undefined)
  t.ok(alignByContent(snapshot, tail, before.pending, before).gap)
})

t.test('more than the history holds: an overflow', async t => {
  const { pane, before, tail } = scene(numbers(0, 60), 50)
  pane.write(written(numbers(60, 800)))
  t.match(alignByContent(pane.snapshot(Infinity, 100), tail, before.pending, before), { index: 0, flush: 10, gap: { why: 'overflow' } })
})

t.test('a few equal lines do not hide that a history of repeated lines shrank', async t => {
  const { pane, before } = scene(['first', ...Array<string>(40).fill('ok')], 1)
  pane.clearHistory()
  t.equal(alignByPosition(before, pane.snapshot(Infinity, 100)), undefined)
})

t.test('a lost marker with nothing captured yet is said, a pane that was never looked at is not', async t => {
  const { pane, before } = scene(numbers(0, 60), 0)
  const snapshot = pane.snapshot(Infinity, 100)
  t.match(alignByContent(snapshot, [], [], undefined), { index: 0, gap: { why: 'unseen' } })
  t.same(alignByContent(snapshot, [], [], { ...before, pending: [], position: { ...before.position, row: 0, historySize: -1, at: 0 } }), { index: 0, flush: 0 })
})

t.test('after a change of width lines are found by their text, also broken anew', async t => {
  const { pane, before, tail } = scene(numbers(0, 60), 50)
  pane.resize(33, 7)
  const snapshot = pane.snapshot(Infinity, 100)
  t.equal(alignByPosition(before, snapshot), undefined)
  t.same(alignByContent(snapshot, tail, before.pending, before), { index: 50, flush: 0 })
})

t.test('what the transcript filled in last is not captured again when the program prints it after all', async t => {
  const talk = Array.from({ length: 30 }, (_, index) => `the ${index} answer that Claude gave here is long enough to be told from all others`)
  const { pane, before, tail } = scene(talk.slice(0, 20), 20)
  const told = { lines: [...tail, ...talk.slice(20, 26)], endsFilled: true }
  pane.write('\x1b[H\x1b[2J\x1b[3J')
  pane.write(written(talk))
  const snapshot = pane.snapshot(Infinity, 100)
  t.match(alignByContent(snapshot, tail, before.pending, before, told), { index: 26, flush: 0 })
  t.match(alignByContent(snapshot, tail, before.pending, before), { index: 20 }, 'and without it the capture goes on behind what the pane showed')
})

t.test('a pane that was never looked at shows nothing but new lines, without a gap', async t => {
  const { pane, before, tail } = scene(numbers(0, 60), 50)
  pane.write('\x1b[H\x1b[2J\x1b[3J')
  pane.write(written(numbers(500, 520)))
  const wiped = { ...before, position: { ...before.position, row: 0, historySize: -1 } }
  t.same(alignByContent(pane.snapshot(Infinity, 100), tail, before.pending, wiped), { index: 0, flush: 10 })
})

t.test('a pane that only a killed tick has looked at since it was wiped has been looked at: what it showed behind the lines that tick wrote is missing', async t => {
  const { pane, before } = scene(numbers(0, 60), 0)
  const killed = { ...before, position: { ...before.position, historySize: -1 }, pending: [], tail: [], uncommitted: numbers(0, 50) }
  t.same(alignByPosition(killed, pane.snapshot(Infinity, 100)), { index: 50, flush: 0 })
  pane.clearHistory()
  t.match(alignByContent(pane.snapshot(Infinity, 100), numbers(0, 50), [], killed), { index: 0, flush: 0, gap: { why: 'cleared', known: '0 rows of history where an unknown number stood' } })
})

t.test('a heading that is printed again over a history that is gone is a clear, not a new form of the same', async t => {
  const heading = ['Claude Code v2.1', 'Welcome back to it', '/home/me/project', 'What is new here']
  const shown = [...heading, ...numbers(0, 56)]
  const { pane, before, tail } = scene(shown, 50)
  pane.write('\x1b[H\x1b[2J\x1b[3J')
  pane.write(written([...heading, ...numbers(500, 506)]))
  t.match(alignByContent(pane.snapshot(Infinity, 100), tail, before.pending, before), { index: 0, flush: 10, gap: { why: 'cleared' } })
})

t.test('a conversation that is printed anew at an unchanged width is not taken again, though the parts have its beginning at another width', async t => {
  const talk = Array.from({ length: 20 }, (_, index) => `the ${index} answer that Claude gave here is long enough to be told from all others`)
  const wrapped = talk.slice(0, 8).flatMap(line => [line.slice(0, 40), line.slice(40)])
  const { pane, before } = scene(talk, 14)
  const tail = [...wrapped, ...talk.slice(8, 14)]
  pane.write('\x1b[H\x1b[2J\x1b[3J')
  pane.write(written(['a heading', ...talk]))
  t.match(alignByContent(pane.snapshot(Infinity, 100), tail, before.pending, { ...before, tail: extendTail([], tail) }), { index: 15, flush: 0, reformed: true })
})

t.test('where the parts have what stands in the pane in another form, the marker alone can say that nothing moved', async t => {
  const { pane, before } = scene(numbers(0, 60), 50)
  const tail = [...numbers(700, 720), 'the same in another form']
  t.same(alignByContent(pane.snapshot(Infinity, 100), tail, before.pending, before), { index: 50, flush: 0 })
})

t.test('of a conversation that the transcript filled in and the program prints after all, nothing is taken again and nothing before it is passed over', async t => {
  const talk = Array.from({ length: 6 }, (_, index) => [`❯ question ${index}`, '', `⏺ the answer to question ${index} is long enough that nobody says it again`, '']).flat()
  const { pane, before, tail } = scene(numbers(0, 40), 40)
  const told = { lines: [...tail, ...talk.slice(0, 16)], endsFilled: false }
  pane.write(written(['$ make', 'Claude Code v2.1', '', ...talk]))
  t.match(alignByContent(pane.snapshot(Infinity, 100), tail, [], before, told), { index: 40 + 3 + 15, flush: 0, opening: ['$ make'], reformed: true })
  pane.write('\x1b[H\x1b[2J\x1b[3J')
  pane.resize(70, 7)
  pane.write(written(['Claude Code v2.1', '', ...talk]))
  const called = { ...told, lines: [...told.lines, '⏺ Read(/home/me/app/src/a-file-of-the-project.ts)', '', '  ⎿  what stands in it, which the screen leaves out'] }
  for (const one of [told, called]) {
    const again = alignByContent(pane.snapshot(Infinity, 100), tail, before.pending, before, one)
    t.match(again, { index: 2 + 15, flush: 0, reformed: true })
    t.notOk(again.gap)
  }
})
