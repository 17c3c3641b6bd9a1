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

t.test('a killed tick that had only gone on in the marker’s own part is counted on from there', async t => {
  const dir = t.testdir({ [one]: 'a\nb\n' })
  const marker = markerFor(dir)
  appendFileSync(join(dir, one), 'c\n')
  t.match(inspectParts(dir, 1, marker), { part: 1, line: 3, bytes: 6, total: 3, uncommitted: ['c'], trusted: true })
})

t.test('a killed tick that had begun with the next part, since the marker’s was full, is counted too', async t => {
  const dir = t.testdir({ [one]: 'a\nb\n' })
  const marker = markerFor(dir)
  writeFileSync(join(dir, two), 'c\n')
  t.match(inspectParts(dir, 1, marker), { part: 2, line: 1, bytes: 2, total: 3, uncommitted: ['c'], trusted: true })
  writeFileSync(join(dir, two), '')
  t.match(inspectParts(dir, 1, marker), { part: 2, line: 0, bytes: 0, total: 2, uncommitted: [], trusted: true }, 'also when not a line of it came to the disk')
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

t.test('without a marker the last part ends with its last sound line, and what stands in an earlier one is left alone', async t => {
  const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`session_00001_PART${index + 1}.md`, `${index + 1}\n`]))
  const dir = t.testdir({ ...eleven, [two]: '2\n\0\ntorn', 'session_00001_PART11.md': '11\n\n\0\ntorn' })
  t.match(inspectParts(dir, 1, undefined), { part: 11, line: 2, bytes: 4, total: 13, trusted: false, damage: /damaged lines are in .*PART11\.md\.damaged-1$/ })
  t.equal(readFileSync(join(dir, two), 'utf8'), '2\n\0\ntorn')
  t.equal(readFileSync(join(dir, 'session_00001_PART11.md'), 'utf8'), '11\n\n')
  t.equal(readFileSync(join(dir, 'session_00001_PART11.md.damaged-1'), 'utf8'), '\0\ntorn')
  writeFileSync(join(dir, 'session_00001_PART11.md'), 'torn')
  t.match(inspectParts(dir, 1, undefined), { part: 11, line: 0, bytes: 0, damage: undefined })
  t.equal(readFileSync(join(dir, 'session_00001_PART11.md'), 'utf8'), '')
})

t.test('of parts that are damaged and not the marker’s it says where the damaged lines are', async t => {
  const dir = t.testdir({ [one]: 'a\n\0\n' })
  t.match(inspectParts(dir, 1, { ...markerFor(dir), fingerprint: 12_345 }), { total: 1, trusted: false, damage: /damaged lines are in .*damaged-1$/ })
})

t.test('parts that cannot be looked at are an error, not none', async t => {
  const dir = t.testdir({ [one]: 'a\n', file: '' })
  t.throws(() => inspectParts(join(dir, 'file'), 1, markerFor(dir)), { exitCode: 74, message: /Looking at .*ENOTDIR/ })
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
