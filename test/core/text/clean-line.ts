import t from 'tap'
import { cleanLine } from '../../../src/core/text/clean-line.js'

t.test('honest text of every script stays as it is', async t => {
  const honest = [
    '', 'plain', '\tindented\twith tabs', '│ ● ⎿ ─ box drawing ╭╮', '漢字かな한국어', 'e\u0301 combining', 'non\u00a0breaking', 'trailing nbsp\u00a0',
    'עברית العربية', 'می‌خواهم', 'CD‌ها', 'क्‍ष', 'ന്‍', 'ක්‍ෂ', '葛\u{e0100}', 'ᠠ\u180b', '\ue0b0 powerline', '⠋ braille', '\u2800',
    '👩🏽‍🚀', '👨‍👩‍👧‍👦', '❤️‍🔥', '🏳️‍🌈', '🏴‍☠️', '👁️‍🗨️', '🏃‍➡️', '🇩🇪🇫🇷', '1️⃣ #️⃣', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}', '⚠︎ ⚠️', '👍🏽',
  ]
  for (const line of honest) t.equal(cleanLine(line), line, JSON.stringify(line))
})

t.test('what is invisible goes, and goes alone', async t => {
  const cases: [string, string][] = [
    ['a\u200bb', 'ab'], ['a\u200db', 'ab'], ['a\u200cb', 'ab'], ['\ufeffa', 'a'], ['a\u2060\u2064b', 'ab'], ['a\xadb', 'ab'], ['a\u180eb', 'ab'],
    ['a\u202eb\u202c', 'ab'], ['\u2066a\u2069', 'a'], ['\u200ea\u200f\u061c', 'a'], ['a\u3164b', 'ab'], ['a\ufe0fb', 'ab'], ['1\ufe0f', '1'],
    ['a\u{e0041}\u{e0042}', 'a'], ['🏴\u{e0067}\u{e0062}', '🏴'], ['😀\u200d', '😀'], ['😀\u200d\u200d😀', '😀\u200d😀'], ['\u200d😀', '😀'],
    ['❤\ufe0f\ufe0f\ufe0f', '❤\ufe0f'], ['😀\u{e0100}\u{e0101}', '😀'], ['葛\u{e0100}\u{e0101}', '葛\u{e0100}'], ['\ufdd0a\uffff', 'a'], ['a\u{1d173}', 'a'],
  ]
  for (const [line, cleaned] of cases) t.equal(cleanLine(line), cleaned, JSON.stringify(line))
})

t.test('escape sequences go whole; of an incomplete one the text stays', async t => {
  const cases: [string, string][] = [
    ['\x1b[31mred\x1b[0m', 'red'], ['\x9b1;2mx', 'x'], ['\x1b]0;title\x07x', 'x'], ['\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\', 'link'],
    ['\x9d0;t\x9cx', 'x'], ['\x1bPq#0\x1b\\x', 'x'], ['\x1b_apc\x1b\\x', 'x'], ['\x1b^pm\x1b\\x', 'x'], ['\x1bXsos\x1b\\x', 'x'], ['\x1b(Bx', 'x'], ['\x1b7x\x1b8', 'x'],
    ['\x1b]0;text that goes on', '0;text that goes on'], ['\x1b[31', '31'], ['\x1b', ''], ['a\x1b\x1b[1mb', 'ab'], ['\x1b[1\u200bm', '1m'], ['\x1b]a\x1b[1mb\x07', 'ab'],
    ['â\x80\x9dtextâ\x80\x9c', 'âtextâ'],
  ]
  for (const [line, cleaned] of cases) t.equal(cleanLine(line), cleaned, JSON.stringify(line))
})

t.test('a line stays one line and ends where its text ends', async t => {
  for (const end of ['\n', '\r', '\r\n', '\v', '\f', '\x85', '\u2028', '\u2029']) {
    t.equal(cleanLine(`a${end}b`), 'a b', end.charCodeAt(0).toString(16))
    t.equal(cleanLine(`a${end}`), 'a')
  }
  t.equal(cleanLine('a \t \t'), 'a')
  t.equal(cleanLine('a \u200b \x1b[0m '), 'a')
  t.equal(cleanLine(' \t '), '')
})

t.test('a lone surrogate is a replacement character, and two halves never meet', async t => {
  t.equal(cleanLine('a\ud83d'), 'a\ufffd')
  t.equal(cleanLine('\ude00a'), '\ufffda')
  t.equal(cleanLine('\ud83d\u200b\ude00'), '\ufffd\ufffd')
  t.equal(cleanLine('😀'), '😀')
})

t.test('a mebibyte of anything is cleaned in time that follows its length', async t => {
  const size = 1 << 20
  for (const unit of ['a', ' ', '\x1b', '\x1b[', '\x9b1', '\x1b]', '\x9da', '\x90', '\u200d', 'ب\u200c', '\ufe0f', '👩\u200d', '\ud83d', '\u{e0061}', '\r\n', '\x1b ']) {
    const line = `x${unit.repeat(size / unit.length)}x`
    const before = process.cpuUsage()
    const cleaned = cleanLine(line)
    const { user } = process.cpuUsage(before)
    // Processor time, whatever else the machine does. It is less than one second; with a quadratic step it would be minutes.
    t.ok(user < 20_000_000, `${JSON.stringify(unit)}: ${Math.round(user / 1000)} ms`)
    t.equal(cleanLine(cleaned), cleaned)
  }
})
