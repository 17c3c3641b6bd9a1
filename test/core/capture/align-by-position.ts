import t from 'tap'
import { alignByContent, alignByPosition, type Before } from '../../../src/core/capture/align.js'
import { extendTail } from '../../../src/core/capture/tail.js'
import { fakeGrid } from '../../helpers/fake-grid.js'

const numbers = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => `line ${from + index}`)
const written = (lines: readonly string[]): string => lines.map(line => `${line}\r\n`).join('')
const wipe = '\x1b[H\x1b[2J\x1b[3J'
const goesOn = (index: number): { index: number; flush: number } => ({ index, flush: 0 })

/** A pane of 5 rows that was looked at when it showed `shown`, the last of which is the cursor's line, and had `committed` of them committed; then `happens`. */
const tick = (shown: readonly string[], committed: number, happens: string | ((pane: ReturnType<typeof fakeGrid>) => void), { activity = 100, more = {} as Partial<Before>, limit = 300, above = Infinity } = {}): ReturnType<typeof alignByPosition> => {
  const pane = fakeGrid({ width: 80, height: 5, limit })
  pane.write(shown.join('\r\n'))
  const { historySize } = pane.snapshot(0).state
  if (typeof happens === 'string') pane.write(happens)
  else happens(pane)
  const before: Before = { position: { row: committed, width: 80, lineIndex: committed, historySize, at: 100 }, tail: extendTail([], shown.slice(0, committed)), pending: shown.slice(committed), uncommitted: [] }
  return alignByPosition({ ...before, ...more }, pane.snapshot(above, activity))
}

t.test('of a first screen nothing is committed yet: that it still stands there is enough, whatever became of the cursor’s line', async t => {
  t.same(tick(['$ make', 'one', '$ ma'], 0, 'ke all\r\nnew\r\n'), goesOn(0), 'it has grown')
  t.same(tick(['one', '$ ma'], 0, 'ke all\r\n'), goesOn(0), 'one line before it')
  t.same(tick(['$'], 0, ' make\r\nnew\r\n'), goesOn(0), 'none before it')
  t.same(tick(['one', 'two', '50%'], 0, '\r100%\r\nnew\r\n'), goesOn(0), 'it was printed over')
  t.same(tick(['', '$'], 0, '\x1b[Hnew line\r\n'), goesOn(0), 'a blank line above it was')
})

t.test('one line, or lines that are all equal, could stand there by chance: then the cursor’s line must stand there too', async t => {
  t.equal(tick(['one', '50%'], 0, '\r100%\r\nnew\r\n'), undefined)
  t.equal(tick(['ok', '', 'ok', '50%'], 0, '\r100%\r\nnew\r\n'), undefined, 'blank lines tell nothing')
  t.equal(tick(['ok', 'ok', 'one', '$'], 0, '\x1b[Hok\r\nok\r\ntwo\r\n$ make\r\n'), undefined, 'nor does the cursor’s line where a line above it is another')
})

t.test('lines that are all equal tell nothing where no committed line is read with them', async t => {
  const shown = ['one', ...Array<string>(11).fill('ok'), '']
  const more = { pending: Array<string>(11).fill('ok') }
  t.equal(tick(shown, 1, pane => (pane.clearHistory(), pane.write('ok\r\n'.repeat(41))), { above: 40, more }), undefined, 'the history was emptied, and they are others')
  t.same(tick(shown, 1, pane => pane.write('ok\r\n'.repeat(41)), { above: 60, more }), goesOn(1))
  const emptied = (pane: ReturnType<typeof fakeGrid>): void => (pane.clearHistory(), pane.write('\r\nok'.repeat(37)))
  t.equal(tick(shown.slice(0, -1), 3, emptied, { above: 36 }), undefined, 'nor where one is, and what stands above it is not')
  t.same(tick(shown.slice(0, -1), 3, '', { above: 6, activity: 99 }), goesOn(2), 'unless the pane was not at work')
})

t.test('where a screen said nothing and the pane was at work, something may have been printed and wiped', async t => {
  const gap = { index: 0, flush: 0, gap: { why: 'unseen', known: 'the pane was at work and nothing was left of what stood there before to compare with' } }
  t.same(tick([], 0, 'new\r\n'), gap)
  t.same(tick(['', '\u00a0', '\u00a0'], 0, '\r\nnew\r\n'), gap, 'blanks of whatever kind say nothing')
  t.same(tick(['$'], 0, `${wipe}new\r\n`), gap, 'a prompt that stands there no more')
  t.same(tick([], 0, '', { activity: 99 }), goesOn(0), 'it was not at work')
  t.same(tick(['only line'], 1, '\r\nnew\r\n', { more: { pending: [] } }), goesOn(1), 'a committed line stands there')
})

t.test('a heading that is printed again behind a wipe is no sign that what followed it is still there', async t => {
  const heading = ['Claude Code v2.1', 'Welcome back', '/home/me/project', 'What is new']
  for (const committed of [1, 2, 3, 4]) t.equal(tick([...heading, ...numbers(0, 20)], committed, `${wipe}${written([...heading.slice(0, committed), ...numbers(50, 90)])}`), undefined, `${committed} lines`)
  t.equal(tick([...heading, 'old', ...numbers(1, 20)], 4, `${wipe}${written([...heading, 'new', ...numbers(1, 50)])}`), undefined, 'though what follows from the second line on is equal')
  t.same(tick([...heading, ...numbers(0, 6)], 3, `\x1b[H${written(numbers(500, 504))}`), goesOn(3), 'but a program may redraw its screen')
})

t.test('a history that is shorter than it was has lost lines, and lines that take turns do not hide it', async t => {
  const turns = Array.from({ length: 41 }, (_, index) => 'ab'[index % 2] ?? '')
  t.equal(tick(turns, 1, pane => pane.clearHistory()), undefined)
  t.same(tick(turns, 1, written(turns)), goesOn(1))
})

t.test('in a full history, where rows move, three different lines tell the place and two do not', async t => {
  const [two, three] = [[...Array<string>(279).fill('x'), 'y'], [...Array<string>(278).fill('x'), 'y', 'z']]
  const printed = written(['', ...numbers(10, 45)])
  t.same(tick([...three, ...numbers(0, 10)], 280, printed), goesOn(250))
  t.equal(tick([...two, ...numbers(0, 10)], 280, printed), undefined)
})

t.test('what repeats itself is doubt where rows may have moved, and only there', async t => {
  const cycle = (count: number): string[] => Array.from({ length: count }, (_, index) => `step ${index % 30}`)
  t.equal(tick(cycle(290), 280, written(['', ...cycle(60)])), undefined, 'a full history that was at work')
  t.same(tick(cycle(297), 280, '', { activity: 99 }), goesOn(280), 'one that was not')
  t.same(tick(cycle(200), 180, written(['', ...cycle(40)])), goesOn(180), 'one that never was full')
})

t.test('lines that a killed tick wrote stand between the committed and the pending ones', async t => {
  const shown = numbers(0, 20)
  t.same(tick(shown, 4, '\r\nnew\r\n', { more: { uncommitted: shown.slice(4, 8), pending: shown.slice(8) } }), goesOn(8))
  t.equal(tick(shown, 4, '\r\nnew\r\n', { more: { uncommitted: [...shown.slice(4, 7), 'other'], pending: shown.slice(8) } }), undefined)
})

t.test('a wipe that leaves nothing but the heading costs no line that was seen: it is committed, and a gap says that more may be missing', async t => {
  const shown = ['$ claude', 'Claude Code v2.1', 'Welcome back', ...numbers(0, 20)]
  const pane = fakeGrid({ width: 80, height: 5, limit: 300 })
  pane.write(`${wipe}${written([...shown.slice(1, 3), ...numbers(50, 90)])}`)
  const position = { row: 3, width: 80, lineIndex: 3, historySize: 18, at: 100 }
  const before: Before = { position, tail: extendTail([], shown.slice(0, 3)), pending: shown.slice(3), uncommitted: [] }
  const known = '38 rows of history where 18 stood'
  t.same(alignByContent(pane.snapshot(Infinity, 100), shown.slice(0, 3), shown.slice(3), before), { index: 0, flush: 20, gap: { why: 'cleared', known } })
})
