import t from 'tap'
import { chooseFill, type ChosenFill, type CopiedRecord, type FillTimes } from '../../../src/core/filling/choose-fill.js'
import { shownText } from '../../../src/core/filling/shown-text.js'
import { parseRecord } from '../../../src/core/transcript/parse-record.js'
import { renderRecord } from '../../../src/core/transcript/render-record.js'

/** Seconds after which the record came, and what it is. */
type Told = readonly [at: number, kind: 'says' | 'asks' | 'calls' | 'title', text: string]

const start = Date.parse('2026-01-01T00:00:00.000Z')
const copied = ([at, kind, text]: Told, index: number): CopiedRecord => {
  const timestamp = new Date(start + at * 1_000).toISOString()
  const common = { uuid: `u${index}`, timestamp }
  const value =
    kind === 'asks'
      ? { ...common, type: 'user', message: { content: text } }
      : kind === 'title'
        ? { type: 'ai-title', aiTitle: text }
        : { ...common, type: 'assistant', message: { content: [kind === 'says' ? { type: 'text', text } : { type: 'tool_use', id: 't', name: text, input: {} }] } }
  const record = parseRecord(JSON.stringify(value))
  if (record === undefined) throw new Error('no record')
  return { record, file: 'transcript.jsonl', offset: index * 100, end: (index + 1) * 100 }
}

const nothingKnown: FillTimes = { alternate: false, missing: [], settled: 0, began: 0 }
/** The first `waited` of them waited on the screen. */
const choose = (told: readonly Told[], { parts = [] as string[], screen = [] as string[], times = {} as Partial<FillTimes>, waited = 0 }): ChosenFill =>
  chooseFill(told.map(copied).slice(0, waited), told.map(copied).slice(waited), shownText(parts), shownText([...parts, ...screen]), { ...nothingKnown, ...times })
/** Which of the told wait, by their place. */
const waiting = (chosen: ChosenFill): number[] => chosen.waiting.map(({ offset }) => offset / 100)
/** What is rendered, by its first line. */
const rendered = ({ records }: ChosenFill): (string | undefined)[] => records.map(record => renderRecord(record)[0])

const [alpha, beta, gamma]: Told[] = [[1, 'says', 'The alpha answer'], [2, 'says', 'The beta answer'], [3, 'says', 'The gamma answer']]
const all = [alpha, beta, gamma] as Told[]

t.test('what stands in the parts is accounted for and not rendered', async t => {
  t.same(choose(all, { parts: ['⏺ The alpha answer', '', '⏺ The beta answer', '', '⏺ The gamma answer'] }), { records: [], waiting: [], accounted: 3 })
})

t.test('a text before one that was seen is lost', async t => {
  const chosen = choose(all, { parts: ['⏺ The alpha answer', '', '⏺ The gamma answer'] })
  t.equal(chosen.accounted, 3)
  t.same(rendered(chosen), ['⏺ The beta answer'])
})

t.test('a text that may still be captured from the screen waits, and what is behind it is decided', async t => {
  const chosen = choose(all, { parts: ['⏺ The alpha answer'], screen: ['⏺ The beta answer'], times: { settled: Infinity } })
  t.same([rendered(chosen), waiting(chosen), chosen.accounted], [['⏺ The gamma answer'], [1], 3])
  const early = choose(all, { parts: ['⏺ The alpha answer'], screen: ['⏺ The beta answer'] })
  t.same([rendered(early), waiting(early), early.accounted], [[], [1], 2], 'unless it may be on its way')
})

t.test('what waited is kept once it was captured, lost once it is gone, and waits as long as it stands there', async t => {
  const chosen = choose(all, { parts: ['⏺ The alpha answer'], screen: ['⏺ The gamma answer'], waited: 3 })
  t.same([rendered(chosen), waiting(chosen), chosen.accounted], [['⏺ The beta answer'], [2], 0])
  const hidden = choose(all, { parts: ['⏺ The alpha answer'], screen: ['⏺ The gamma answer'], waited: 3, times: { alternate: true } })
  t.same([rendered(hidden), waiting(hidden)], [['⏺ The beta answer'], [2]], 'also behind a full-screen program')
})

t.test('a tool waits with its text, and is lost with it', async t => {
  const told: Told[] = [[1, 'says', 'The alpha answer'], [1, 'calls', 'One'], [2, 'says', 'The beta answer']]
  t.same(waiting(choose(told, { screen: ['⏺ The alpha answer', '', '⏺ The beta answer'] })), [0, 1, 2])
  t.same(rendered(choose(told, { parts: ['⏺ The beta answer'], waited: 3 })), ['⏺ The alpha answer', '⏺ One'])
})

t.test('a text that is nowhere yet is waited for, until it had its time', async t => {
  t.match(choose(all, { parts: ['⏺ The alpha answer'] }), { records: [], accounted: 1 })
  const half = choose(all, { parts: ['⏺ The alpha answer'], times: { settled: start + 2_500 } })
  t.same([rendered(half), half.accounted], [['⏺ The beta answer'], 2])
  const last = choose(all, { parts: ['⏺ The alpha answer'], times: { settled: Infinity } })
  t.same([rendered(last), last.accounted], [['⏺ The beta answer', '⏺ The gamma answer'], 3])
})

t.test('a text of a stretch in which lines are missing is lost at once, one of another time is not', async t => {
  const chosen = choose(all, { parts: ['⏺ The alpha answer'], times: { missing: [{ from: start + 1_500, to: start + 2_000 }] } })
  t.same([rendered(chosen), chosen.accounted], [['⏺ The beta answer'], 2])
})

t.test('behind a full-screen program all is rendered but what stands on the main screen', async t => {
  const chosen = choose(all, { parts: ['⏺ The alpha answer'], screen: ['⏺ The beta answer'], times: { alternate: true } })
  t.same([rendered(chosen), waiting(chosen), chosen.accounted], [['⏺ The gamma answer'], [1], 3])
})

t.test('what is of before the session is accounted for and not rendered', async t => {
  const chosen = choose(all, { times: { began: start + 2_500, settled: Infinity } })
  t.same([rendered(chosen), chosen.accounted], [['⏺ The gamma answer'], 3])
})

t.test('a tool call shares the fate of the text before it', async t => {
  const told: Told[] = [[0, 'calls', 'Zero'], [1, 'says', 'The alpha answer'], [1, 'calls', 'One'], [2, 'says', 'The beta answer'], [2, 'calls', 'Two'], [3, 'says', 'The gamma answer'], [3, 'calls', 'Three']]
  const lost = choose(told, { parts: ['⏺ The alpha answer', '', '⏺ The gamma answer'] })
  t.same([rendered(lost), lost.accounted], [['⏺ The beta answer', '⏺ Two'], 7])
  t.match(choose(told, { parts: ['⏺ The alpha answer'] }), { records: [], accounted: 3 }, 'a text that is waited for is not overtaken by its tools')
  const hidden = choose([[0, 'calls', 'Zero'], [1, 'says', 'The alpha answer']], { parts: ['⏺ The alpha answer'], times: { alternate: true } })
  t.same(rendered(hidden), ['⏺ Zero'], 'before any text it is the renderer that tells')
})

t.test('of a text that was cut off only the rest is rendered', async t => {
  const chosen = choose([[1, 'says', 'The alpha answer is long and was cut off here'], [2, 'says', 'The beta answer']], { parts: ['⏺ The alpha answer is long', '', '⏺ The beta answer'] })
  t.same(rendered(chosen), ['⏺ … and was cut off here'])
})

t.test('a record with nothing to show is accounted for and not rendered', async t => {
  t.same(choose([[0, 'title', 'A title'], [1, 'title', 'Another']], { times: { alternate: true } }), { records: [], waiting: [], accounted: 2 })
  t.same(choose([], {}), { records: [], waiting: [], accounted: 0 })
})

t.test('a prompt is not taken for an answer of the same words', async t => {
  const chosen = choose([[1, 'asks', 'The alpha answer'], [2, 'says', 'The beta answer']], { parts: ['⏺ The alpha answer', '', '⏺ The beta answer'] })
  t.same(rendered(chosen), ['❯ The alpha answer'])
})

t.test('asked again behind what is accounted for, each record is rendered once', async t => {
  const told = Array.from({ length: 12 }, (_, index): Told => [index, 'says', `Answer number ${index} of many`])
  let records = told.map(copied)
  const found: (string | undefined)[] = []
  for (let settled = start; settled < start + 14_000; settled += 700) {
    const chosen = chooseFill([], records, shownText(['⏺ Answer number 4 of many']), shownText(['⏺ Answer number 4 of many']), { ...nothingKnown, settled })
    found.push(...rendered(chosen))
    records = records.slice(chosen.accounted)
  }
  t.same(found, told.filter(([at]) => at !== 4).map(([, , text]) => `⏺ ${text}`))
  t.same(records, [])
})
