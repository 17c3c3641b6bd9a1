import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Marker } from '../../../src/core/capture/marker.js'
import { fingerprintAt, inspectParts } from '../../../src/shell/parts/inspect-parts.js'

const one = 'session_00001_PART1.md'
const two = 'session_00001_PART2.md'

/** A marker for the end of part 1 of what stands in the directory now. */
const markerFor = (dir: string): Marker => {
  const bytes = readFileSync(join(dir, one))
  const line = bytes.toString().split('\n').length - 1
  return {
    id: 'work', number: 1, part: 1, line, bytes: bytes.length, total: line, fingerprint: fingerprintAt(join(dir, one), bytes.length) ?? 0,
    socket: '/s', serverPid: 1, serverStart: 1, version: '', pane: '%0', gone: false, row: 0, lineIndex: 0, width: 80, historySize: 0, at: 0, directory: '', tail: [], panePid: 0, alternate: false, accountedFile: '', accounted: 0, filled: 0,
  }
}

t.test('parts that end where the marker says are trusted as they are', async t => {
  const dir = t.testdir({ [one]: 'a\nb\n' })
  t.match(inspectParts(dir, 1, markerFor(dir)), { part: 1, line: 2, bytes: 4, total: 2, uncommitted: [], trusted: true })
})

t.test('lines behind the marker are uncommitted, also in the next part; a torn one is cut', async t => {
  const dir = t.testdir({ [one]: 'a\nb\n' })
  const marker = markerFor(dir)
  appendFileSync(join(dir, one), 'c\n')
  writeFileSync(join(dir, two), 'd\ntor')
  const state = inspectParts(dir, 1, marker)
  t.match(state, { part: 2, line: 1, bytes: 2, total: 4, uncommitted: ['c', 'd'], trusted: true })
  t.equal(state.damage, undefined)
  t.equal(readFileSync(join(dir, two), 'utf8'), 'd\n')
})

t.test('bytes that nobody here writes are set aside, not lost', async t => {
  const dir = t.testdir({ [one]: 'a\n' })
  const marker = markerFor(dir)
  appendFileSync(join(dir, one), 'good\n\0\0\0\nmore\n')
  t.match(inspectParts(dir, 1, marker), { total: 2, uncommitted: ['good'], damage: /damaged-1$/ })
  t.equal(readFileSync(join(dir, `${one}.damaged-1`), 'utf8'), '\0\0\0\nmore\n')
})

t.test('without a marker, or with one for other parts, the parts are counted', async t => {
  const dir = t.testdir({ [one]: 'a\nb\n', [two]: 'c\n', 'session_00002_PART1.md': 'other\n' })
  t.match(inspectParts(dir, 1, undefined), { part: 2, line: 1, bytes: 2, total: 3, trusted: false })
  const marker = { ...markerFor(dir), fingerprint: 12_345 }
  t.match(inspectParts(dir, 1, marker), { total: 3, trusted: false, damage: /hold 3 lines where 2 were written/ })
  t.match(inspectParts(dir, 3, undefined), { part: 1, line: 0, bytes: 0, total: 0 })
  t.same(readdirSync(dir).sort(), [one, two, 'session_00002_PART1.md'].sort(), 'nothing was changed')
})

t.test('a part that was cut by somebody else is noticed', async t => {
  const dir = t.testdir({ [one]: 'a\nb\nc\n' })
  const marker = markerFor(dir)
  writeFileSync(join(dir, one), 'a\n')
  t.match(inspectParts(dir, 1, marker), { total: 1, trusted: false, damage: /hold 1 lines where 3 were written/ })
})

t.test('a fingerprint is 0 at the start, tells texts apart, and is none where the file is shorter', async t => {
  const dir = t.testdir({ a: 'one\n', b: 'two\n' })
  t.equal(fingerprintAt(join(dir, 'a'), 0), 0)
  t.not(fingerprintAt(join(dir, 'a'), 4), fingerprintAt(join(dir, 'b'), 4))
  t.equal(fingerprintAt(join(dir, 'a'), 5), undefined)
  t.equal(fingerprintAt(join(dir, 'none'), 5), undefined)
})
