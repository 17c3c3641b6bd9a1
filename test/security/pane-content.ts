import t from 'tap'
import { cleanLine } from '../../src/core/text/clean-line.js'
import { seeded } from '../helpers/seeded.js'

/** S2. What a program prints in the pane cannot steer a terminal, a pager, the journal or a reader's eye from inside our files. */

// Written with properties where the source has ranges, so that neither repeats the other's mistake.
const forbidden = /(?!\t)[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u200b\u2060-\u2064\ufeff\u180e]/u
const ignorable = /[\p{DI}\p{NChar}\ufff9-\ufffb]/u

const { seed, below: random } = seeded(20240607)
t.comment(`seed ${seed}`)

/** Why `line` is not clean, or undefined. Only counts what fails, as 65,536 assertions would be 65,536 lines of output. */
const fault = (line: string): string | undefined => {
  const cleaned = cleanLine(line)
  const why = forbidden.test(cleaned) ? 'forbidden' : /[ \t]$/.test(cleaned) ? 'trailing blank' : cleanLine(cleaned) !== cleaned ? 'not idempotent' : undefined
  return why === undefined ? undefined : `${why}: ${JSON.stringify(line)} -> ${JSON.stringify(cleaned)}`
}

const faults = (lines: Iterable<string>): string[] => {
  const found: string[] = []
  for (const line of lines) {
    const why = fault(line)
    if (why !== undefined && found.length < 10) found.push(why)
  }
  return found
}

t.test('all 65,536 two-byte strings come out printable, as Latin-1, as UTF-8 and inside text', async t => {
  const lines = function* () {
    for (let word = 0; word < 0x10000; word += 1) {
      const bytes = Buffer.from([word >> 8, word & 0xff])
      const latin = bytes.toString('latin1')
      yield latin
      yield bytes.toString('utf8')
      yield `a${latin}b;0m\x07c\x9cd\x1b\\e`
    }
  }
  t.same(faults(lines()), [])
})

t.test('every code point, alone, between letters and between emoji', async t => {
  const lines = function* () {
    for (let point = 0; point < 0x110000; point += 1) {
      const char = String.fromCodePoint(point)
      yield char
      yield `a${char}b`
      if (ignorable.test(char)) yield `😀${char}😀`
    }
  }
  t.same(faults(lines()), [])
})

t.test('no ignorable code point survives between Latin letters, and no other is lost', async t => {
  const wrong: string[] = []
  for (let point = 0xa0; point < 0x110000; point += 1) {
    if (point >= 0xd800 && point <= 0xdfff) continue
    const char = String.fromCodePoint(point)
    if ((cleanLine(`a${char}b`) === 'ab') !== ignorable.test(char) && !/[\p{Zl}\p{Zp}]/u.test(char)) wrong.push(point.toString(16))
  }
  t.same(wrong, [])
})

t.test('every kind of sequence, complete, cut at every place, and doubled', async t => {
  const introducers = ['\x1b[', '\x9b', '\x1b]', '\x9d', '\x1bP', '\x90', '\x1bX', '\x98', '\x1b^', '\x9e', '\x1b_', '\x9f', '\x1b(', '\x1b#', '\x1b', '\x1bN', '\x8f']
  const bodies = ['', '31m', '?1049h', '0;title', '8;;http://a.b/c', '52;c;aGk=', 'q#0;2;0;0;0', 'B', '8', 'é', '\u202e', '\ud800', ' ', '1;2;3 q']
  const ends = ['', '\x07', '\x1b\\', '\x9c', '\x18', '\x1a', '\x1b', '\n', 'm']
  const lines = function* () {
    for (const introducer of introducers) {
      for (const body of bodies) {
        for (const end of ends) {
          const whole = `a${introducer}${body}${end}z`
          for (let cut = 1; cut <= whole.length; cut += 1) yield whole.slice(0, cut)
          yield whole + whole
          yield `${introducer}${whole}${end}`
        }
      }
    }
  }
  t.same(faults(lines()), [])
})

t.test('100,000 lines mixed of everything that has a rule', async t => {
  const pieces = [
    '\x1b', '[', ']', 'P', '\\', '\x07', '\x9b', '\x9c', '\x9d', '31m', 'm', ';', ' ', '\t', '\r', '\n', '\u2028', '\ud83d', '\ude00', '😀', '👩', '🏽', '❤', '🏴', '🏳',
    '\u200d', '\u200c', '\ufe0f', '\ufe0e', '\ufe00', '\u20e3', '1', '#', '\u{e0067}', '\u{e0062}', '\u{e0065}', '\u{e006e}', '\u{e007f}', '\u{e0100}', '漢', 'ب', 'क', '\u094d', 'ന', '\u0d4d',
    '\u180b', 'ᠠ', '\u180e', '\u202e', '\u2066', '\u200b', '\ufeff', '\xad', '\u0301', 'a', 'Z', '🇩', '🇪', '\uffff', '\0', '\x7f', '\x85', '\u3164', '\xa0',
  ]
  const lines = function* () {
    for (let count = 0; count < 100_000; count += 1) {
      let line = ''
      for (let piece = random(12); piece >= 0; piece -= 1) line += pieces[random(pieces.length)] ?? ''
      yield line
    }
  }
  t.same(faults(lines()), [])
})
