import t from 'tap'
import { alignByContent, type Alignment, type Before } from '../../../src/core/capture/align.js'
import { extendTail } from '../../../src/core/capture/tail.js'
import { fakeGrid } from '../../helpers/fake-grid.js'

const numbers = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => `line ${from + index}`)
const cycle = (count: number, from = 0): string[] => Array.from({ length: count }, (_, index) => `step ${(from + index) % 3}`)
const written = (lines: readonly string[]): string => lines.map(line => `${line}\r\n`).join('')
const wipe = '\x1b[H\x1b[2J\x1b[3J'
const goesOn = (index: number): Alignment => ({ index, flush: 0 })

interface Look {
  readonly limit?: number
  readonly width?: number
  readonly activity?: number
  /** What of the parts is compared; all committed lines when it is not given. */
  readonly tail?: readonly string[]
  readonly told?: { lines: readonly string[]; endsFilled: boolean }
  readonly before?: Partial<Omit<Before, 'position'>> & { readonly position?: Partial<Before['position']> }
}

/** A pane of 5 rows that was looked at when it showed `shown` and had `committed` of its lines committed; then `happens`, and the whole pane is compared. */
const look = (shown: readonly string[], committed: number, happens: (pane: ReturnType<typeof fakeGrid>) => void, { limit = 1_000, width = 80, activity = 100, tail = shown.slice(0, committed), told, before = {} }: Look = {}): Alignment => {
  const pane = fakeGrid({ width, height: 5, limit })
  pane.write(written(shown))
  const { historySize } = pane.snapshot(0).state
  happens(pane)
  const position = { row: committed, width, lineIndex: committed, historySize, at: 100, ...before.position }
  const last: Before = { tail: extendTail([], shown.slice(0, committed)), pending: shown.slice(committed), uncommitted: [], ...before, position }
  return alignByContent(pane.snapshot(Infinity, activity), tail, last.pending, last, told)
}
const prints = (...lines: readonly string[]) => (pane: ReturnType<typeof fakeGrid>): void => pane.write(written(lines))
const wipedAndPrints = (...lines: readonly string[]) => (pane: ReturnType<typeof fakeGrid>): void => pane.write(wipe + written(lines))
const cleared = (flush: number, now: number, then: number): Alignment => ({ index: 0, flush, gap: { why: 'cleared', known: `${now} rows of history where ${then} stood` } })

t.test('what repeats itself in a history that never was full is told by arithmetic, and nothing is in doubt', async t => {
  t.same(look(cycle(300), 200, prints(...cycle(100))), goesOn(200))
  t.same(look(cycle(300), 200, prints(...cycle(100)), { tail: cycle(204), before: { uncommitted: cycle(4, 200), pending: cycle(96, 204) } }), goesOn(204), 'behind the lines that a killed tick wrote, too')
})

t.test('where a change of width moved all rows, the number of the line is what arithmetic has', async t => {
  const resized = (pane: ReturnType<typeof fakeGrid>): void => pane.resize(70, 5)
  t.same(look(cycle(60), 50, resized), goesOn(50))
  t.same(look(cycle(60), 50, resized, { tail: cycle(52), before: { uncommitted: cycle(2, 50), pending: cycle(8, 52) } }), goesOn(52))
  t.equal(look(cycle(60), 50, resized, { before: { position: { lineIndex: -1 } } }).gap?.why, 'cleared', 'unless it is not known')
  t.ok(look(cycle(303), 297, pane => (resized(pane), pane.write(written(cycle(30)))), { limit: 300 }).gap, 'or lines may have been dropped')
})

t.test('a full history begins with what a trim left of a line, and so does one that was full before the width changed', async t => {
  const long = Array.from({ length: 300 }, (_, index) => `the long line ${index} that takes more than one row of a pane so narrow`)
  const shown = long.slice(0, 200)
  let top = ''
  const isCut = (pane: ReturnType<typeof fakeGrid>): void => void (top = pane.snapshot(Infinity).lines[0]?.text ?? '')
  for (const happens of [isCut, (pane: ReturnType<typeof fakeGrid>): void => (pane.resize(80, 5), isCut(pane))]) {
    t.same(look(shown, 190, happens, { limit: 310, width: 40 }), goesOn(190 - 46))
    t.equal(top, shown[46]?.slice(40))
  }
})

t.test('a wiped pane whose top is blank, or says something else, does not go on where a line is shorter by its beginning', async t => {
  for (const top of ['', 'another text']) t.same(look(numbers(0, 20), 4, wipedAndPrints(top, ...numbers(15, 20))), cleared(16, 2, 16), JSON.stringify(top))
})

t.test('a screen that said nothing is nothing to compare with', async t => {
  const gap = { why: 'unseen', known: 'the pane was at work and nothing was left of what stood there before to compare with' } as const
  t.same(look([], 0, prints('new'), { before: { pending: ['', '\u00a0'] } }), { ...goesOn(0), gap })
  t.same(look([], 0, () => undefined, { activity: 99, before: { pending: ['', '\u00a0'] } }), goesOn(0))
})

t.test('where more than one place fits the capture goes on at the likeliest and says so', async t => {
  t.same(look(cycle(290), 280, prints(...cycle(30, 290)), { limit: 300 }), { ...goesOn(280), gap: { why: 'ambiguous', known: 'more than one place in the pane fits' } })
})

t.test('without a marker, what was seen last is committed where nothing of the parts is left', async t => {
  const pane = fakeGrid({ width: 80, height: 5, limit: 300 })
  pane.write(written(numbers(50, 60)))
  t.same(alignByContent(pane.snapshot(Infinity, 100), numbers(0, 10), numbers(10, 14), undefined), { index: 0, flush: 4, gap: { why: 'cleared', known: '6 rows of history where an unknown number stood' } })
  t.same(look(numbers(0, 4), 2, wipedAndPrints('new'), { tail: ['old', 'older'] }), cleared(2, 0, 0), 'none is a number, too')
})

t.test('a program that clears and prints its last lines in another form: they stay as they were, and the new form follows behind a gap', async t => {
  const again = wipedAndPrints(...numbers(0, 45), 'its new end', 'and more of it', ...numbers(60, 70))
  t.same(look(numbers(0, 60), 50, again), { ...goesOn(45), reformed: true, gap: { why: 'rewritten', known: 'the last 5 committed lines were printed anew' } })
  const said = ['one two three', 'four five']
  const broken = wipedAndPrints(...numbers(0, 48), 'one two', 'three four', 'five', ...numbers(60, 70))
  t.same(look([...numbers(0, 48), ...said, ...numbers(52, 60)], 50, broken), { ...goesOn(51), reformed: true }, 'none of them says anything else')
  t.same(look([...numbers(0, 48), ...said, ...numbers(52, 60)], 50, wipedAndPrints(...numbers(0, 48), 'one two', 'three', 'other')), { ...goesOn(50), reformed: true, gap: { why: 'rewritten', known: 'the last 1 committed lines were printed anew' } })
})

const talk = Array.from({ length: 30 }, (_, index) => `the ${index} answer that Claude gave here is long enough to be told from all others`)

t.test('a few short lines are told line by line, and by what the last of them say', async t => {
  const shown = ['alpha', 'beta', 'gamma', 'one two', 'three']
  t.same(look(shown, 5, wipedAndPrints(...shown.slice(0, 3), 'one', 'two three', 'new'), { before: { pending: [] } }), { ...goesOn(5), reformed: true })
})

t.test('a program that redraws its screen changes what is pending, but not the first of it', async t => {
  t.same(look(numbers(0, 9), 3, pane => pane.write(`\x1b[H${written(numbers(500, 504))}`)), goesOn(3))
})

t.test('a history that was emptied in the middle of a committed line goes on behind the committed lines that are left', async t => {
  const shown = [...numbers(0, 20), 'a line that takes two rows', 'one', 'two', 'three']
  t.same(look(shown, 23, pane => (pane.write('end'), pane.clearHistory()), { width: 20 }), goesOn(3))
})

t.test('what comes round with the rows that a trim drops may have come round unseen, however well the place fits', async t => {
  const round = Array.from({ length: 280 }, (_, index) => `line ${index % 30}`)
  t.equal(look([...round, ...numbers(100, 110)], 280, prints(...numbers(110, 140)), { limit: 300 }).gap?.why, 'ambiguous')
})

t.test('text whose lines are broken anew goes on in the middle of a line', async t => {
  const [before, behind] = [talk[5]?.slice(0, 30) ?? '', talk[5]?.slice(30) ?? '']
  t.same(look([...talk.slice(0, 5), before], 6, wipedAndPrints('a heading', ...talk.slice(0, 8)), { before: { pending: [] } }), { ...goesOn(6), reformed: true, rest: behind.trimStart() })
})

t.test('what was filled in between committed lines need not be in the pane', async t => {
  const narrow = (lines: readonly string[]): string[] => lines.flatMap(line => [line.slice(0, 40), line.slice(40).trimStart()])
  const told = { lines: [...talk.slice(0, 5), 'what the transcript filled in, and the pane does not show', 'a short line'], endsFilled: false }
  t.same(look([...talk.slice(0, 5), 'a short line'], 6, wipedAndPrints('a heading', ...narrow(talk.slice(0, 5)), 'a short line', 'new'), { told, before: { pending: [] } }), { ...goesOn(12), reformed: true })
})

t.test('a heading that is printed again in part, over a history that is gone, is not where the text goes on', async t => {
  const heading = ['Claude Code v2.1.239 of today', 'Welcome back to this project of yours', '/home/me/project/of/mine', 'What is new in this version of it']
  const shown = [...numbers(0, 50), 'an old frame', ...heading, ...numbers(60, 80)]
  t.same(look(shown, 55, wipedAndPrints('another frame', ...heading, ...numbers(90, 95))), cleared(20, 6, 71))
})

t.test('a long history that is printed again without the frames that stood behind it is not captured twice', async t => {
  const frames = Array.from({ length: 12 }, (_, index) => `✻ Thinking of it for ${index} seconds`)
  t.same(look([...numbers(0, 200), ...frames], 200, wipedAndPrints(...numbers(0, 200), '⏺ the answer')), goesOn(200))
  t.same(look([...numbers(0, 3), ...frames], 3, wipedAndPrints(...numbers(0, 3), '⏺ the answer')), cleared(12, 0, 11), 'a heading, all that there was, is no such history')
})

t.test('what the transcript filled in last counts where it stands behind the committed lines', async t => {
  const told = { lines: talk.slice(0, 26), endsFilled: true }
  t.same(look(talk.slice(0, 20), 20, wipedAndPrints(...talk.slice(22, 30)), { told }), { ...goesOn(4), reformed: true }, 'or nothing of them is left')
  t.same(look(talk.slice(0, 20), 20, wipedAndPrints(...talk.slice(22, 26), ...talk.slice(10, 20), 'new'), { told, tail: talk.slice(10, 20) }), goesOn(14), 'and not where it stands before them')
})

const turns = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => [`❯ question ${from + index}`, '', `⏺ the answer to question ${from + index} is long enough that nobody says it again`, '']).flat()

/** As the transcript renders a call; the screen shows less of it. */
const called = ['⏺ Read(/home/me/app/src/a-file-of-the-project.ts)', '', '  ⎿  what stands in it, which the screen leaves out']

t.test('a conversation that is printed again behind the one that stands there was printed twice', async t => {
  t.same(look([...numbers(0, 10), ...turns(0, 4)], 26, prints('Claude Code v2.1', '', ...turns(0, 4))), goesOn(26))
})

t.test('of a conversation that was printed again where it stood, what stands before it is new and blank lines are not', async t => {
  const told = { lines: [...numbers(0, 20), ...turns(0, 4)], endsFilled: false }
  t.same(look(numbers(0, 20), 20, prints('', '\u00a0', ...turns(0, 5)), { told }), { index: 20 + 2 + 15, flush: 0, reformed: true })
  t.same(look(numbers(0, 20), 20, wipedAndPrints('$ make', ...turns(0, 5)), { told: { ...told, lines: [...told.lines, ...called] } }), { index: 1 + 15, flush: 0, reformed: true, opening: ['$ make'] })
  t.same(look(numbers(0, 20), 20, wipedAndPrints('$ make', '', 'built', '', 'Claude Code v2.1', '', ...turns(0, 5)), { told }), { index: 6 + 15, flush: 0, reformed: true, opening: ['$ make', '', 'built'] })
  t.same(look(numbers(0, 20), 20, wipedAndPrints(...turns(0, 5)), { told }), { index: 15, flush: 0, reformed: true }, 'nothing stands before it')
})

t.test('how much of a conversation must be known: one answer after a change of width, two without, three where most of the history is gone', async t => {
  const printedAgain = (width: number, known: number, then: number): Alignment => look([...numbers(0, then)], then, pane => {
    pane.resize(width, 5)
    pane.write(wipe + written(['Claude Code v2.1', '', ...turns(0, known), '❯ new', '', 'new text']))
  }, { told: { lines: [...numbers(0, then), ...turns(0, known), ...called], endsFilled: false } })
  const isKnown = { reformed: true } as const
  t.match(printedAgain(70, 1, 20), isKnown)
  t.equal(printedAgain(80, 1, 10).gap?.why, 'cleared')
  t.match(printedAgain(80, 2, 10), isKnown)
  t.match(printedAgain(80, 2, 22), isKnown, 'half of 18 rows is not most of them')
  t.equal(printedAgain(80, 2, 23).gap?.why, 'cleared')
  t.match(printedAgain(80, 3, 80), isKnown)
})
