import t from 'tap'
import { restOfRecord } from '../../../src/core/filling/rest-of-record.js'
import { shownLetters, shownText } from '../../../src/core/filling/shown-text.js'
import { parseRecord } from '../../../src/core/transcript/parse-record.js'
import { renderRecord } from '../../../src/core/transcript/render-record.js'
import type { TranscriptRecord } from '../../../src/core/transcript/transcript-record.js'

const record = (value: object): TranscriptRecord => parseRecord(JSON.stringify(value)) as TranscriptRecord
const answer = (text: string): TranscriptRecord => record({ type: 'assistant', message: { content: [{ type: 'text', text }] } })
const prompt = (content: string): TranscriptRecord => record({ type: 'user', message: { content } })
const rest = (asked: TranscriptRecord, letters: number): string => renderRecord(restOfRecord(asked, letters)).join('\n')

t.test('of a record of which nothing was captured, all is left', async t => {
  const asked = answer('All of it.')
  t.equal(restOfRecord(asked, 0), asked)
})

t.test('letters and digits are counted, blanks and signs between them are not', async t => {
  t.equal(rest(answer('One (1) – two, three.\nFour.'), 7), '⏺ … , three.\n  Four.\n')
  t.equal(rest(answer('One (1) – two three'), 7), '⏺ … three\n')
  t.equal(rest(prompt('do this and that'), 6), '❯ … and that\n')
})

t.test('a letter of two units and one that is written in two pieces count as on the screen', async t => {
  t.equal(rest(answer('𝔞𝔟𝔠 end'), 6), '⏺ … end\n')
  t.equal(rest(answer('a\u0308bc end'), 3), '⏺ … end\n')
})

t.test('what was typed while Claude was at work is cut too', async t => {
  const queued = record({ type: 'attachment', attachment: { type: 'queued_command', prompt: 'first half second half', commandMode: 'prompt' } })
  t.equal(rest(queued, 9), '❯ … second half\n')
})

t.test('a tool that the same record calls is not lost with the beginning', async t => {
  const both = record({ type: 'assistant', message: { content: [{ type: 'text', text: 'Reading it now' }, { type: 'tool_use', id: 't', name: 'Read', input: { file_path: '/a' } }] } })
  t.equal(rest(both, 7), '⏺ … it now\n\n⏺ Read(/a)\n')
})

t.test('cut where the screen was cut, the two pieces are the whole text', async t => {
  const words = Array.from({ length: 30 }, (_, index) => `word${index}`)
  for (let shown = 2; shown < words.length; shown += 3) {
    const asked = answer(words.join(' '))
    const letters = shownLetters(shownText([`⏺ ${words.slice(0, shown).join(' ')}`]), asked)
    t.equal(rest(asked, letters), `⏺ … ${words.slice(shown).join(' ')}\n`, `${shown} words stood there`)
  }
})
