import { appendFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import t from 'tap'
import type { Marker } from '../../../src/core/capture/marker.js'
import { markerFile, readMarker, writeMarker } from '../../../src/shell/parts/marker-file.js'

const marker: Marker = {
  id: 'work', number: 1, part: 2, line: 3, bytes: 4, total: 5, fingerprint: 6, socket: '/s "q"', serverPid: 7, serverStart: 8, version: '3.3a', pane: '%9',
  gone: false, row: 10, lineIndex: 11, width: 80, historySize: 12, at: 13, directory: '/d', tail: [{ hash: 14, count: 2 }], panePid: 0, alternate: false, accountedFile: '', accounted: 0, filled: 0,
}

t.test('a marker comes back as it was, durable or not, in one file of mode 0600', async t => {
  const dir = t.testdir({})
  t.equal(readMarker(dir, 'work'), undefined)
  writeMarker(dir, marker)
  t.same(readMarker(dir, 'work'), marker)
  writeMarker(dir, { ...marker, total: 6 }, { durable: false })
  t.equal(readMarker(dir, 'work')?.total, 6)
  t.same(readdirSync(dir), ['.capture_marker.work'])
  t.equal(statSync(markerFile(dir, 'work')).mode & 0o777, 0o600)
})

t.test('a damaged one, or another session\'s, is none', async t => {
  const dir = t.testdir({})
  writeMarker(dir, { ...marker, id: 'other' })
  t.equal(readMarker(dir, 'work'), undefined)
  appendFileSync(markerFile(dir, 'other'), '\n')
  t.equal(readMarker(dir, 'other'), undefined)
})

t.test('a link in its place is none, leads nowhere and gives way to the next one; anything else there is an error', async t => {
  const dir = t.testdir({ victim: 'safe' })
  symlinkSync('victim', markerFile(dir, 'work'))
  t.equal(readMarker(dir, 'work'), undefined)
  writeMarker(dir, marker)
  t.same([readMarker(dir, 'work'), lstatSync(markerFile(dir, 'work')).isFile(), readFileSync(`${dir}/victim`, 'utf8')], [marker, true, 'safe'])
  mkdirSync(markerFile(dir, 'other'))
  t.throws(() => readMarker(dir, 'other'), { exitCode: 74, message: /is not a regular file/ })
})
