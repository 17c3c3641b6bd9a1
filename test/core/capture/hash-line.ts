import t from 'tap'
import { hashLine } from '../../../src/core/capture/hash-line.js'

t.test('its values never change: they are stored in every marker there is', async t => {
  const golden: [string, number][] = [
    ['', 123346351595186],
    ['a', 65414257878677],
    ['the quick brown fox jumps over the lazy dog', 91705976831576],
    ['漢字 🙂 é', 21716207329564],
    ['x'.repeat(10_000), 133221651640409],
  ]
  for (const [text, hash] of golden) t.equal(hashLine(text), hash, JSON.stringify(text.slice(0, 20)))
})

t.test('200,000 different lines have 200,000 different hashes of 48 bits, and every bit is used', async t => {
  const seen = new Set<number>()
  let [low, high] = [0, 0]
  let bad = 0
  for (let index = 0; index < 100_000; index += 1) {
    for (const text of [`line ${index}`, `${'─'.repeat(index % 90)}${index}`]) {
      const hash = hashLine(text)
      if (!Number.isSafeInteger(hash) || hash < 0 || hash >= 2 ** 48) bad += 1
      seen.add(hash)
      low |= hash >>> 0
      high |= Math.floor(hash / 2 ** 32)
    }
  }
  t.equal(bad, 0)
  t.equal(seen.size, 200_000)
  t.same([low >>> 0, high], [0xffffffff, 0xffff])
})

t.test('lines that differ in one place, in order or in length differ', async t => {
  for (const [one, other] of [['ab', 'ba'], ['a', 'a '], ['', ' '], ['a\0', 'a'], ['1', '11'], ['é', 'e\u0301']] as const) t.not(hashLine(one), hashLine(other))
})
