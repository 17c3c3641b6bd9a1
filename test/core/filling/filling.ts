import t from 'tap'
import { decodeFilling, encodeFilling, fillingRest, type Filling } from '../../../src/core/filling/filling.js'

const filling: Filling = {
  total: 7,
  lines: ['╭─ begin', '❯ a "quoted" \\ word', '', '╰─ end'],
  accountedFile: 'transcript.jsonl',
  accounted: 4_711,
  waiting: [{ file: 'old/transcript.jsonl', offset: 12 }],
  gap: { why: 'cleared', part: 1, line: 7, at: '2026-01-01T00:00:00.000Z', known: 'text', filled: 'names', since: '2026-01-01T00:00:00.000Z' },
}

t.test('a filling comes back as it was written', async t => {
  t.strictSame(decodeFilling(encodeFilling(filling)), filling)
  t.strictSame(decodeFilling(encodeFilling({ ...filling, gap: null, lines: [] })), { ...filling, gap: null, lines: [] })
})

t.test('one that is cut anywhere, or changed in one byte, or longer, is not believed', async t => {
  const text = encodeFilling(filling)
  for (let length = 0; length < text.length; length += 1) t.equal(decodeFilling(text.slice(0, length)), undefined, `${length} of ${text.length}`)
  for (let at = 0; at < text.length; at += 1) {
    const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
    if (decodeFilling(changed) !== undefined) t.fail(`byte ${at} may be anything`)
  }
  t.equal(decodeFilling(`${text}\n`), undefined)
  t.equal(decodeFilling('{"version":1,"total":7}\n'), undefined)
})

t.test('what is left is what does not stand there yet, also when nothing is', async t => {
  const { lines } = filling
  const before = ['x', 'y', 'z']
  for (let stands = 0; stands <= lines.length; stands += 1) {
    t.same(fillingRest(filling, 7 + stands, [...before, ...lines.slice(0, stands)]), lines.slice(stands), `${stands} stand there`)
  }
  t.same(fillingRest(filling, 7 + lines.length + 2, [...lines, 'and', 'more']), [], 'and something behind it')
})

t.test('parts that it was not made for have no rest', async t => {
  const { lines } = filling
  t.equal(fillingRest(filling, 6, ['x']), undefined, 'shorter than they were')
  t.equal(fillingRest(filling, 9, ['x', lines[0] ?? '', 'another']), undefined, 'something else stands there')
  t.equal(fillingRest(filling, 7 + lines.length, ['four', 'lines', 'of', 'others']), undefined, 'as many lines, and others')
  t.equal(fillingRest(filling, 9, [lines[0] ?? '']), undefined, 'fewer lines are known than stand there')
})
