import t from 'tap'
import { fillLines, parseFill } from '../../../src/core/filling/fill-lines.js'
import { parseRecord } from '../../../src/core/transcript/parse-record.js'
import type { TranscriptRecord } from '../../../src/core/transcript/transcript-record.js'

const records = (...values: unknown[]): readonly TranscriptRecord[] => values.flatMap(value => parseRecord(JSON.stringify(value)) ?? [])
const prompt = (content: string, timestamp?: string): object => ({ type: 'user', message: { content }, timestamp })
const answer = (text: string, timestamp?: string): object => ({ type: 'assistant', message: { content: [{ type: 'text', text }] }, timestamp })

t.test('a filling says why, from when to when and how much, and stands between two marks', async t => {
  const title = { type: 'ai-title', aiTitle: 'sums' }
  t.same(fillLines('cleared', records(prompt('two?', '2026-02-02T05:25:51.777Z'), title, answer('2', '2026-02-02T05:26:03.986Z'))), [
    "╭─ not seen on the screen (cleared); from Claude's transcript, 2026-02-02T05:25:51Z to 2026-02-02T05:26:03Z, 2 records",
    '❯ two?',
    '',
    '⏺ 2',
    '╰─ end of what the transcript filled in',
  ])
})

t.test('the times are the earliest and the latest, in whatever order the records stand', async t => {
  const [first = ''] = fillLines('cleared', records(prompt('a', '2026-02-02T05:26:03Z'), prompt('b', '2026-02-02T05:25:58+00:00'), prompt('c')))
  t.match(first, '2026-02-02T05:25:58Z to 2026-02-02T05:26:03Z, 3 records')
})

t.test('records that show nothing fill nothing', async t => {
  t.same(fillLines('cleared', []), [])
  t.same(fillLines('cleared', records({ type: 'ai-title', aiTitle: 'x' }, { type: 'user', isMeta: true, message: { content: 'x' } })), [])
})

t.test('the marks can be read again', async t => {
  const edges = (...of: Parameters<typeof fillLines>): unknown[] => fillLines(...of).map(parseFill).filter(found => found !== undefined)
  t.same(edges('pane-gone', records(prompt('a', '2026-02-02T05:25:51Z'))), [
    { edge: 'begin', why: 'pane-gone', from: '2026-02-02T05:25:51Z', to: '2026-02-02T05:25:51Z', records: 1 },
    { edge: 'end' },
  ])
  t.same(edges('a\nlong (odd) why', records(prompt('a'), prompt('b'))), [{ edge: 'begin', why: 'a long (odd) why', from: '', to: '', records: 2 }, { edge: 'end' }])
})

t.test('what is quoted between the marks is never taken for a mark', async t => {
  const quoted = fillLines('cleared', records(prompt('a'))).join('\n')
  const edges = fillLines('cleared', records(prompt(quoted), answer(quoted))).map(parseFill).filter(found => found !== undefined)
  t.same(edges.map(({ edge }) => edge), ['begin', 'end'])
  for (const line of ['', '❯ a', '╭─', ' ╰─ end of what the transcript filled in', '╰─ end of what the transcript filled in, or not']) t.equal(parseFill(line), undefined, line)
})
