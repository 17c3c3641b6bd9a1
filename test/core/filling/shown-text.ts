import t from 'tap'
import { countShown, isShown, shownLetters, shownText } from '../../../src/core/filling/shown-text.js'
import { parseRecord } from '../../../src/core/transcript/parse-record.js'
import { renderRecord } from '../../../src/core/transcript/render-record.js'
import type { TranscriptRecord } from '../../../src/core/transcript/transcript-record.js'
import { seeded } from '../../helpers/seeded.js'

const record = (value: unknown): TranscriptRecord => parseRecord(JSON.stringify(value)) as TranscriptRecord
const prompt = (content: string): TranscriptRecord => record({ type: 'user', message: { content } })
const answer = (...texts: string[]): TranscriptRecord => record({ type: 'assistant', message: { content: texts.map(text => ({ type: 'text', text })) } })
const shows = (lines: string, asked: TranscriptRecord): boolean => isShown(shownText(lines.split('\n')), asked)
const count = (lines: string, asked: TranscriptRecord): number => countShown(shownText(lines.split('\n')), asked)

const screen = `
▗ ▗   ▖ ▖  Claude Code v2.1.29
  ▘▘ ▝▝    /…/project

❯ why does the parser drop the last line of a
  file without a newline?

⏺ Because readLines splits at \\n and pops the last
  piece. Three places:

  - src/read.ts
  - src/parse.ts

⏺ Read 2 files (ctrl+o to expand)

❯ ok

⏺ Done.

──────────────────────────
❯\u00a0and now this
──────────────────────────
  ? for shortcuts`

t.test('a text is found that Claude wrapped, indented and freed of its markdown', async t => {
  t.ok(shows(screen, prompt('why does the parser drop the last line of a file without a newline?')))
  t.ok(shows(screen, answer('Because `readLines` splits at `\\n` and pops the last piece. **Three places:**\n\n- src/read.ts\n- src/parse.ts')))
  t.ok(shows(screen, prompt('ok')))
  t.ok(shows(screen, answer('Done.')))
  t.ok(shows(screen, prompt('and now this')), 'also what stands in the input box')
  t.ok(shows(screen.replaceAll('❯', '>').replaceAll('⏺', '●'), answer('Done.')), 'with the glyphs of other versions')
  t.ok(shows(screen.replaceAll('❯', '>').replaceAll('⏺', '●'), prompt('ok')))
})

t.test('a text is not found within another', async t => {
  t.notOk(shows(screen, prompt('why does the parser drop the last line')), 'the beginning of a prompt')
  t.notOk(shows(screen, prompt('file without a newline?')), 'its end, though a line begins with it')
  t.notOk(shows(screen, prompt('Done.')), "Claude's words are not the person's")
  t.notOk(shows(screen, answer('ok')))
  t.notOk(shows(screen, answer('Because readLines splits at \\n and pops the last piece. Three places:')), 'a paragraph of a longer answer')
  t.notOk(shows('⏺ You said: run the tests again please', prompt('run the tests again please')))
  t.notOk(shows('❯ fix it\n\n  and the tests', prompt('fix it')), 'the first of two paragraphs')
  t.notOk(shows(screen, prompt('why does the parser drop the last line of a file without a newlinE?')))
})

t.test('a text is over where the next thing begins', async t => {
  for (const next of ['', '  ⎿  result', '⏺ Fine', '✻ Worked for 3s', '────', '\n╰─ end', '$ ls', '❯ ']) t.ok(shows(`❯ fix it\n${next}`, prompt('fix it')), JSON.stringify(next))
  t.ok(shows('❯ fix it\nand this\n\n⏺ Fine', prompt('fix it and this')), 'a continuation that nobody indented')
})

t.test('in a short text the other characters count', async t => {
  for (const text of ['???', '+1', '👍', '!!!', '2 + 2 = 4', 'c++']) t.ok(shows(`❯ ${text}\n`, prompt(text)), text)
  t.notOk(shows('❯ ??', prompt('???')))
  t.notOk(shows('❯ 1', prompt('+1')))
  t.notOk(shows('❯ ok?', prompt('ok')))
  t.notOk(shows('⏺ 👍', prompt('👍')))
  t.notOk(shows('❯ c#', prompt('c++')))
  t.ok(shows('⏺ ok, done', answer('`ok`, **done**')), 'but not those of markdown')
  t.ok(shows('❯ 1 + 2 + 3 + 4\n  + 5', prompt('1 + 2 + 3 + 4 + 5')), 'nor where it was wrapped')
})

t.test('the same text is counted as often as it stands', async t => {
  const twice = '❯ yes\n\n⏺ Done.\n\n❯ yes\n\n⏺ Done. yes\n\n❯ yes please\n'
  t.equal(count(twice, prompt('yes')), 2)
  t.equal(count(twice, prompt('yes please')), 1)
  t.equal(count(twice, prompt('no')), 0)
  t.equal(count(twice, answer('Done.')), 1)
})

t.test('a record without a text is never shown; one with several only when all are', async t => {
  t.notOk(shows(screen, record({ type: 'assistant', message: { content: [{ type: 'tool_use', name: 'Read', input: {} }] } })))
  t.notOk(shows('❯ \n⏺ ', record({ type: 'ai-title' })))
  t.ok(shows('⏺ One thing\n\n⏺ Another', answer('One thing', 'Another')))
  t.notOk(shows('⏺ One thing\n', answer('One thing', 'Another')))
})

t.test('what the screen shows in another way does not matter', async t => {
  const text = 'See [the guide](https://example.org/a/long/path):\n\n```typescript\nconst a = 1\n```\n\n| name | size |\n| --- | --- |\n| tiny | 1 |\n\n1. first\n   1. nested &amp; more\n\nThat is all.'
  t.ok(shows('⏺ See the guide:\n\n  const a = 1\n\n  ┌──────┬──────┐\n  │ name │ size │\n  │ tiny │ 1    │\n  └──────┴──────┘\n\n  1. first\n    a. nested & more\n\n  That is all.', answer(text)))
  t.ok(shows(`⏺ ${text.split('\n').join('\n  ')}`, answer(text)), 'nor if it shows everything')
  t.notOk(shows('⏺ See the guide:\n\n  const a = 2\n\n  That is all.', answer(text)))
  const list = '1. first\n2. second'
  t.ok(shows('⏺ 1. first\n  2. second', answer(list)))
  t.notOk(shows('⏺ 1. first\n  2. other', answer(list)))
})

t.test('of a very long text the beginning and the end decide', async t => {
  const words = Array.from({ length: 300 }, (_, index) => `word${index}`)
  const long = prompt(words.join(' '))
  const lines = (from: number, to: number): string => words.slice(from, to).map(word => `  ${word}`).join('\n')
  t.ok(shows(`❯ ${lines(0, 300).trim()}`, long))
  t.ok(shows(`❯ ${lines(0, 60).trim()}\n  … +180 lines …\n${lines(240, 300)}\n\n⏺ Fine`, long), 'the middle may be left out')
  t.notOk(shows(`❯ ${lines(0, 60).trim()}`, long), 'not the end')
  t.notOk(shows(`❯ ${lines(240, 300).trim()}`, long), 'nor the beginning')
  t.notOk(shows(`❯ ${lines(0, 60).trim()}\n\n⏺ ${lines(240, 300).trim()}`, long), 'nor may the end be in somebody else’s words')
  t.notOk(shows(`❯ ${lines(0, 300).trim()}\n  and more`, long))
})

t.test('a text with a secret is found where the secret was taken out', async t => {
  const secret = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
  t.ok(shows('❯ use [redacted:github-token] here', prompt(`use ${secret} here`)))
  t.ok(shows('❯ [redacted:github-token] is it', prompt(`${secret} is it`)), 'also at its beginning')
  t.ok(shows(`❯ use ${secret} here`, prompt(`use ${secret} here`)), 'and where it was left in')
  t.notOk(shows('❯ use [redacted:github-token] there', prompt(`use ${secret} here`)))
})

t.test('whatever is rendered and wrapped at any width is found, and what is not there is not', async t => {
  const random = seeded(20_260_202)
  t.comment(`seed ${random.seed}`)
  const pieces = ['the', 'parser', 'häßlich', '**bold**', '`code()`', '中文字', '—', 'x', '42', 'ファイル', '#1', 'нет', 'a/b.ts', '🙂', 'don’t', '\n', '\n\n', '\n- ']
  const text = (): string => Array.from({ length: 2 + random.below(40) }, () => random.pick(pieces)).join(' ').trim() || 'x'
  const wrap = (line: string, width: number): string[] => {
    const letters = [...line]
    if (letters.length <= width) return [line]
    return [letters.slice(0, width).join(''), ...wrap(`  ${letters.slice(width).join('')}`, width)]
  }
  let wrong = 0
  for (let round = 0; round < 300; round += 1) {
    const records = Array.from({ length: 8 }, () => (random.below(2) === 0 ? prompt(text()) : answer(text())))
    const width = 20 + random.below(100)
    const lost = random.below(8)
    const lines = records.filter((_, index) => index !== lost).flatMap(renderRecord).map(line => line.replace(/[*`]/g, '')).flatMap(line => wrap(line, width))
    const shown = shownText(lines)
    const same = (one: TranscriptRecord, other: TranscriptRecord): boolean => one.type === other.type && JSON.stringify(one.blocks) === JSON.stringify(other.blocks)
    for (const [index, asked] of records.entries()) {
      const expected = records.filter((other, place) => place !== lost && same(other, asked)).length
      if (countShown(shown, asked) !== expected) wrong += 1
      if (countShown(shown, asked) !== expected && wrong < 3) t.comment(JSON.stringify({ round, index, lost, width, text: asked.blocks, lines }))
    }
  }
  t.equal(wrong, 0)
})

t.test('of a text that was cut off, what stands there is told in letters', async t => {
  const letters = (lines: string, asked: TranscriptRecord): number => shownLetters(shownText(lines.split('\n')), asked)
  const asked = answer('The parser drops the last line, since it splits first.')
  t.equal(letters('⏺ The parser drops\n  the last', asked), 'Theparserdropsthelast'.length)
  t.equal(letters('⏺ The parser drops\n\n⏺ The parser drops the\n\n❯ The parser drops the last', asked), 'Theparserdropsthe'.length, 'the longest of what Claude said')
  t.equal(letters('⏺ The parser drops other things', asked), 0, 'another text with the same beginning')
  t.equal(letters('⏺ The parser drops the last line, since it splits first.', asked), 0, 'it is not cut off')
  t.equal(letters('⏺ The', asked), 0, 'too little to tell')
  t.equal(letters('⏺ The parser drops', answer('The parser drops the last', 'and more')), 0, 'it has several texts')
  t.equal(letters('', record({ type: 'system' })), 0)
})
