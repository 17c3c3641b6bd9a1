import { readFileSync } from 'node:fs'
import TOML from '@iarna/toml'
import t from 'tap'
import { decodeMarker, encodeMarker, markerBytes, type Marker } from '../../../src/core/capture/marker.js'
import { seeded, type Seeded } from '../../helpers/seeded.js'

const golden = readFileSync('test/fixtures/marker-version-1.toml', 'utf8')

const expected: Marker = {
  id: 'claude-my_app-1763850000', number: 7, part: 3, line: 1_234, bytes: 98_765, total: 121_234, fingerprint: 271_975_132_219_090, socket: '/tmp/tmux-1000/default', serverPid: 4_242,
  serverStart: 1_763_800_000, version: '3.3a', pane: '%12', gone: false, row: 1_876, lineIndex: -1, width: 120, historySize: 1_900, at: 1_763_850_300,
  directory: '/home/me/my app "quoted" \\ 漢', tail: [{ hash: 123_346_351_595_186, count: 1 }, { hash: 162_091_437_024_635, count: 300 }, { hash: 5, count: 2 }], panePid: 0, alternate: false, accountedFile: '', accounted: 0, filled: 0,
}

const random = seeded(4_000)
const draw = (from: Seeded, quotes: number, runs: number): Marker => ({
  ...expected,
  directory: `/${'"\\\u007f\u0001é'.repeat(quotes)}`,
  total: from.below(2 ** 32),
  gone: from.below(2) === 0,
  tail: Array.from({ length: runs }, () => ({ hash: from.below(2 ** 32) * 65_536 + from.below(65_536), count: 1 + from.below(from.pick([1, 5, 999_999])) })),
})

t.test('a marker of version 1, as it was ever written, is still understood (R14)', async t => {
  t.same(decodeMarker(golden, expected.id), expected)
  t.equal(encodeMarker(expected), golden, 'and still written so: another text needs another version')
})

t.test('what is accounted for of the transcript survives', async t => {
  const marker: Marker = { ...expected, panePid: 4_343, alternate: true, accountedFile: 'transcript.2.jsonl', accounted: 123_456_789, filled: 77 }
  t.same(decodeMarker(encodeMarker(marker), marker.id), marker)
  t.match(TOML.parse(encodeMarker(marker)), { pane_pid: 4_343, alternate: true, accounted_file: 'transcript.2.jsonl', accounted: 123_456_789, filled: 77 })
})

t.test('the TOML library reads the same values from it', async t => {
  t.comment(`seed ${random.seed}`)
  for (const marker of [expected, ...Array.from({ length: 200 }, (_, run) => draw(random, run % 9, run % 40))]) {
    const read = TOML.parse(encodeMarker(marker))
    const { id, number, part, line, bytes, total, fingerprint, socket, serverPid, serverStart, version, pane, gone, row, lineIndex, width, historySize, at, directory } = marker
    const { checksum, tail, ...fields } = read
    const wanted = {
      version: 1, id, number, part, line, bytes, total, fingerprint, socket, server_pid: serverPid, server_start: serverStart, tmux_version: version, pane, gone, row, line_index: lineIndex, width, history_size: historySize, at, directory,
    }
    if (JSON.stringify(fields) !== JSON.stringify(wanted)) return t.same(fields, wanted)
    if (typeof checksum !== 'string' || String(tail).split(' ').filter(Boolean).length !== marker.tail.length) return t.fail('checksum and tail')
  }
  t.pass('201 markers')
})

t.test('what is written is read back, and the tail gives way, from its old end, when the page is full', async t => {
  for (let run = 0; run < 500; run += 1) {
    const marker = draw(random, random.below(150), random.below(161))
    const text = encodeMarker(marker)
    const read = decodeMarker(text, marker.id)
    if (read === undefined || Buffer.byteLength(text) >= 4_096) return t.fail(`run ${run}: ${Buffer.byteLength(text)} bytes`)
    const kept = marker.tail.slice(marker.tail.length - read.tail.length)
    t.same(read, { ...marker, directory: read.directory === '' && marker.directory.length > 160 ? '' : marker.directory, tail: kept }, `run ${run}`)
  }
})

t.test('the worst that can come stays under one page', async t => {
  const tail = Array.from({ length: 160 }, (_, run) => ({ hash: 2 ** 48 - 1 - run, count: 999_999 }))
  const big = Number.MAX_SAFE_INTEGER
  const worst = { ...expected, id: 'x'.repeat(128), number: big, part: big, line: big, bytes: big, total: big, fingerprint: 2 ** 48 - 1, serverPid: big, serverStart: big, row: big, lineIndex: big, width: big, historySize: big, at: big, socket: `/${'s'.repeat(107)}`, tail }
  for (const directory of [`/${'"'.repeat(4_095)}`, `/${'"'.repeat(999)}`, `/${'\u0001'.repeat(499)}`, `/${'漢'.repeat(998)}`, `/${'\u0001'.repeat(998)}`]) {
    const text = encodeMarker({ ...worst, directory })
    t.ok(Buffer.byteLength(text) < 4_096, `${Buffer.byteLength(text)} bytes for ${JSON.stringify(directory.slice(0, 3))}`)
    t.ok(Buffer.byteLength(text) <= markerBytes + 60)
    t.ok(decodeMarker(text, worst.id))
  }
})

t.test('cut anywhere, with any bit flipped, or another session\'s, it is not believed', async t => {
  const bytes = Buffer.from(golden)
  let believed = 0
  for (let at = 0; at < bytes.length; at += 1) {
    if (decodeMarker(bytes.subarray(0, at).toString(), expected.id) !== undefined) believed += 1
    for (let bit = 0; bit < 8; bit += 1) {
      const flipped = Buffer.from(bytes)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
      if (decodeMarker(flipped.toString(), expected.id) !== undefined) believed += 1
    }
  }
  t.equal(believed, 0)
  t.equal(decodeMarker(golden, 'claude-my_app-1763850001'), undefined)
  t.equal(decodeMarker(`${golden}\n`, expected.id), undefined)
  t.equal(decodeMarker(golden.replace('version = 1', 'version = 2'), expected.id), undefined)
})
