import t from 'tap'
import { firstDamage } from '../../../src/core/capture/first-damage.js'
import { seeded } from '../../helpers/seeded.js'

const well = 'plain\n\ttab\némigré 漢字 🙂 \u00a0 \ud7ff \ue000 \u{10ffff}\n\n'

t.test('what we write is never taken for damage, wherever it is cut off', async t => {
  const bytes = Buffer.from(well)
  for (let end = 0; end <= bytes.length; end += 1) t.equal(firstDamage(bytes.subarray(0, end)), -1, `${end} bytes`)
})

t.test('damage is found at the start of the line it stands in', async t => {
  const bad: [string, number[]][] = [
    ['NUL', [0]], ['escape', [0x1b]], ['delete', [0x7f]], ['carriage return', [0x0d]], ['a continuation alone', [0x80]], ['an overlong slash', [0xc0, 0xaf]],
    ['an overlong NUL', [0xe0, 0x80, 0x80]], ['a surrogate', [0xed, 0xa0, 0x80]], ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]], ['an overlong of four', [0xf0, 0x80, 0x80, 0x80]],
    ['0xff', [0xff]], ['a lead byte and a letter', [0xe6, 0x41]], ['half a character', [0xe6, 0xbc, 0x41]],
  ]
  for (const [name, bytes] of bad) {
    t.equal(firstDamage(Buffer.from([...Buffer.from('ab'), ...bytes, 0x0a])), 0, name)
    t.equal(firstDamage(Buffer.concat([Buffer.from(`${well}next`), Buffer.from(bytes), Buffer.from('more\n')])), Buffer.byteLength(well), `${name} in a later line`)
  }
})

t.test('it agrees with a strict decoder on 20,000 random byte strings', async t => {
  const random = seeded(33)
  t.comment(`seed ${random.seed}`)
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const pieces = [[0x41], [0x0a], [0x09], [0xc3, 0xa9], [0xe6, 0xbc, 0xa2], [0xf0, 0x9f, 0x99, 0x82], [0xef, 0xbb, 0xbf]]
  let wrong = 0
  for (let run = 0; run < 20_000; run += 1) {
    const bytes = Buffer.from(Array.from({ length: random.below(12) }, () => (random.below(12) === 0 ? [random.below(256)] : random.pick(pieces))).flat().concat(0x0a))
    let sound = true
    try {
      sound = !/(?![\t\n])[\0-\x1f\x7f]/.test(decoder.decode(bytes))
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      sound = false
    }
    if ((firstDamage(bytes) < 0) !== sound && (wrong += 1) < 5) t.fail(bytes.toString('hex'))
  }
  t.equal(wrong, 0)
})

t.test('a character that the end of a file cuts is no damage, one that a line break cuts is', async t => {
  const ends = (...bytes: number[]): number => firstDamage(Uint8Array.from([0x61, 0x0a, ...bytes]))
  t.same([ends(0xc3), ends(0xe2, 0x82), ends(0xf0, 0x9f, 0x99)], [-1, -1, -1])
  t.same([ends(0xc3, 0x0a), ends(0xe2, 0x82, 0x0a), ends(0xf0, 0x9f, 0x99, 0x0a)], [2, 2, 2])
  t.same([ends(0xff), ends(0xf5, 0x80, 0x80, 0x80), ends(0xf8, 0x80, 0x80, 0x80)], [2, 2, 2], 'nothing begins so')
  t.same(['\u0800', '\ud7ff', '\ue000', '\u{10000}', '\u{10ffff}'].map(text => firstDamage(Buffer.from(`a\n${text}\n`))), [-1, -1, -1, -1, -1], 'the first and the last of each length')
})
