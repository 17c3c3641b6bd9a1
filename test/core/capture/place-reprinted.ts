import t from 'tap'
import type { Search } from '../../../src/core/capture/place-by-content.js'
import { placeReprinted } from '../../../src/core/capture/place-reprinted.js'
import { wrapText } from '../../helpers/claude-screen.js'

const heading = ['▗ ▗   ▖ ▖  Claude Code v2.1.239', '           Haiku 4.5 · Claude API', '']
const prompt = (n: number): string => `❯ and what of question number ${n}`
const answer = (n: number): string => `⏺ the answer to question ${n} is long enough that nobody would say it a second time`
const call = (path: string): string[] => [`⏺ Read(${path})`, '  ⎿  Read 2 lines', '']
/** Turns as they stand on a screen of some width. */
const turns = (from: number, to: number, width = 200): string[] =>
  Array.from({ length: to - from }, (_, index) => [prompt(from + index), '', ...wrapText(answer(from + index), width).map((row, at) => (at === 0 ? row : `  ${row}`)), '']).flat()
const place = (text: readonly string[], told: readonly string[], { pending = [] as readonly string[], start = 0, needed = 1 } = {}): ReturnType<typeof placeReprinted> =>
  placeReprinted({ tail: [], pending, text, cutTop: false, proposed: [], trim: 0 } satisfies Search, told, start, needed)
/** The first line that is new. */
const next = (text: readonly string[], told: readonly string[], more?: Parameters<typeof place>[2]): string | undefined => {
  const found = place(text, told, more)
  return found && text.slice(found.index).find(line => line !== '')
}

t.test('a conversation that is printed anew, at whatever width, is known up to the first text that is new', async t => {
  for (const width of [200, 60, 33, 20]) t.equal(next([...heading, ...turns(0, 9, width)], turns(0, 6)), prompt(6), `${width} columns`)
  t.equal(next([...heading, ...turns(3, 9)], turns(0, 6)), prompt(6), 'the program shows no more than its end')
  t.equal(next([...heading, ...turns(0, 9)], [...turns(3, 6), ...turns(0, 3)]), prompt(6), 'what was filled in late stands in another order')
})

t.test('calls, which the transcript renders otherwise, neither end it nor vouch for it', async t => {
  const told = [...turns(0, 2), '⏺ Read(/home/me/app/a.ts)', '', '  ⎿  1 import', '', ...turns(2, 4)]
  t.equal(next([...heading, ...turns(0, 2), ...call('a.ts'), ...turns(2, 6)], told), prompt(4))
  t.equal(place([...heading, ...call('a.ts'), 'new'], [...call('a.ts')]), undefined)
})

t.test('nothing new is passed over: not a text in the middle, not a line of another program, not what stands before', async t => {
  const told = [...turns(0, 2), ...turns(3, 6)]
  t.equal(next([...heading, ...turns(0, 9)], told), prompt(2))
  t.equal(next([...heading, ...turns(0, 2), '$ make', 'built', '', ...turns(3, 6)], told), '$ make')
  const text = ['$ make', 'built', '$ claude --continue', ...heading, ...turns(0, 9)]
  t.same(text.slice(0, place(text, turns(0, 6))?.from), ['$ make', 'built', '$ claude --continue'], 'its heading is printed with it')
  t.equal(place(['$ make', ...turns(8, 9), ...turns(0, 6)], turns(0, 6))?.from, 5, 'a turn that stands before is new too')
})

t.test('what people say often is told by its order', async t => {
  const told = ['❯ yes', '', ...turns(0, 3)]
  t.equal(next([...heading, ...turns(0, 3), '❯ yes', '', '⏺ Done.'], told), '❯ yes', 'a new one behind')
  t.equal(next([...heading, '❯ yes', '', ...turns(0, 3), '❯ yes'], told), '❯ yes', 'and the old one before')
  t.equal(place(['❯ yes', '', '⏺ Done.'], ['❯ yes', '', '⏺ Done.']), undefined, 'which alone shows nothing')
})

t.test('as many of Claude’s longer texts as are needed must be known', async t => {
  t.ok(place([...heading, ...turns(0, 9)], turns(0, 3), { needed: 3 }))
  t.equal(place([...heading, ...turns(0, 9)], turns(0, 3), { needed: 4 }), undefined)
  t.equal(next([...heading, ...turns(0, 9, 40)], ['another heading'], { pending: turns(0, 1), needed: 2 }), prompt(0), 'one that was on the screen at the last look tells as much as two')
  t.equal(place([...heading, ...turns(0, 9, 40)], ['another heading'], { pending: turns(0, 1), needed: 3 }), undefined)
  const said = prompt(0).padEnd(60, ' and so on')
  t.equal(next([...heading, said, '', '⏺ Done.'], ['another heading'], { pending: [said] }), said, 'after a change of width a person’s does as well')
  t.equal(place([...heading, said, '', '⏺ Done.'], ['another heading'], { pending: [said], needed: 2 }), undefined)
})

t.test('what was on the screen and in no part stays for the capture, and what of it is nowhere comes first', async t => {
  const [told, pending] = [turns(0, 3), [...turns(3, 4), '❯ /compact', '', '✽ Compacting…']]
  const found = place([...heading, ...turns(0, 5, 40)], told, { pending })
  t.equal(next([...heading, ...turns(0, 5, 40)], told, { pending }), prompt(3))
  t.same(found?.missing, ['❯ /compact'])
  t.same(place([...heading, ...turns(0, 5)], told, { pending: [answer(3).slice(0, 40)] })?.missing, [], 'an answer that has grown since')
  t.equal(next([...heading, ...turns(0, 5, 40)], ['another heading'], { pending: turns(0, 4) }), prompt(0), 'where nothing is in the parts, it shows that nothing is gone')
  t.equal(place(['', ...turns(3, 5)], told, { pending, start: 1 }), undefined, 'but not behind committed lines that stand there')
})

t.test('a text of which the parts have the beginning goes on behind that, at whatever width', async t => {
  const long = `${answer(3)} and it goes on and on`
  for (const [width, end] of [[60, 41], [33, 20], [200, 30]] as const) {
    const text = [...heading, ...turns(0, 3, width), prompt(3), '', ...wrapText(long, width).map((row, at) => (at === 0 ? row : `  ${row}`)), '', prompt(4)]
    const found = place(text, [...turns(0, 3), prompt(3), '', long.slice(0, end).trimEnd(), ''])
    const rest = [...(found?.rest === '' ? [] : [found?.rest ?? '']), ...text.slice((found?.index ?? 0) + (found?.rest === '' ? 0 : 1))]
    t.equal(rest.join(' ').replace(/\s+/g, ' ').trim(), `${long.slice(end).trim()} ${prompt(4)}`, `${width} columns`)
  }
})
