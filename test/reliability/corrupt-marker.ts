/**
 * R6: a marker that is not, byte for byte, one of ours for this session is not believed; the next tick rebuilds it from the parts and the pane.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { decodeMarker, encodeMarker, type Marker } from '../../src/core/capture/marker.js'
import { extendTail } from '../../src/core/capture/tail.js'
import { markerFile, readMarker } from '../../src/shell/parts/marker-file.js'
import { pendingFile } from '../../src/shell/parts/pending-file.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { liveSession, whatIsWrong, type LiveSession } from '../helpers/live-session.js'
import { seeded } from '../helpers/seeded.js'

const marker: Marker = {
  id: 'app-1',
  number: 7,
  part: 3,
  line: 4_711,
  bytes: 300_123,
  total: 124_711,
  fingerprint: 123_456_789_012,
  socket: '/tmp/tmux-1000/default',
  serverPid: 4_321,
  serverStart: 1_763_850_000,
  version: '3.3a',
  pane: '%12',
  gone: false,
  row: 2_034,
  lineIndex: 2_001,
  width: 120,
  historySize: 2_082,
  at: 1_763_850_300,
  directory: '/home/ann/app',
  panePid: 4343,
  alternate: false,
  accountedFile: 'transcript.jsonl',
  accounted: 12_345,
  filled: 40,
  tail: extendTail([], Array.from({ length: 90 }, (_, index) => `line ${Math.floor(index / 3)}`)),
}
const text = encodeMarker(marker)
const bytes = Buffer.from(text)

/** Whether bytes are believed as a marker; anything but an answer is a crash of the test. */
const believed = (changed: Buffer): boolean => decodeMarker(changed.toString('utf8'), marker.id) !== undefined

t.test('what was written is read back', async t => {
  t.strictSame(decodeMarker(text, marker.id), marker)
  t.ok(bytes.length < 4_096, `${bytes.length} bytes, within one page`)
})

t.test('every flip of one bit and every cut: none is believed', async t => {
  let [tried, accepted] = [0, 0]
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = Buffer.from(bytes)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    tried += 1
    if (believed(changed)) accepted += 1
  }
  for (let length = 0; length < bytes.length; length += 1) {
    tried += 1
    if (believed(bytes.subarray(0, length))) accepted += 1
  }
  t.comment(`${tried} changed markers, ${accepted} believed`)
  t.equal(accepted, 0)
})

t.test('100000 random changes: none is believed', async t => {
  const random = seeded(606)
  t.comment(`seed ${random.seed}`)
  let accepted = 0
  const other = Buffer.from(encodeMarker({ ...marker, line: 5_000, total: 125_000, bytes: 320_000 }))
  for (let round = 0; round < 100_000; round += 1) {
    let changed = Buffer.from(bytes)
    for (let changes = 1 + random.below(3); changes > 0; changes -= 1) {
      const at = random.below(changed.length)
      const length = 1 + random.below(64)
      const kind = random.below(6)
      if (kind === 0) changed = changed.subarray(0, at)
      else if (kind === 1) changed.fill(0, at, Math.min(changed.length, at + length))
      else if (kind === 2) for (let index = at; index < Math.min(changed.length, at + length); index += 1) changed[index] = random.below(256)
      else if (kind === 3) changed = Buffer.concat([changed.subarray(0, at), changed.subarray(at + length)])
      else if (kind === 4) changed = Buffer.concat([changed.subarray(0, at), bytes.subarray(random.below(bytes.length)).subarray(0, length), changed.subarray(at)])
      // The sectors of two markers mixed, as a disk might leave them.
      else changed = Buffer.concat([changed.subarray(0, 512 * random.below(5)), other.subarray(512 * random.below(5))])
      if (changed.length === 0) break
    }
    if (!changed.equals(bytes) && !changed.equals(other) && believed(changed)) accepted += 1
  }
  t.equal(accepted, 0)
})

t.test('without its checksum the marker would be believed when it lies: the checks above have teeth', async t => {
  const lie = text.replace(`line = ${marker.line}`, `line = ${marker.line + 1}`)
  t.not(lie, text)
  t.notOk(believed(Buffer.from(lie)))
  // The same change with a seal made for it is believed, so it was the seal that refused it.
  t.ok(decodeMarker(encodeMarker({ ...marker, line: marker.line + 1 }), marker.id))
  t.equal(decodeMarker(text, 'app-2'), undefined, 'another session')
})

/** What somebody or something did to the marker's file. */
const cases: Readonly<Record<string, (file: string, live: LiveSession) => void>> = {
  missing: file => unlinkSync(file),
  'missing, and the pending text too': (file, live) => [file, pendingFile(live.directory, live.id)].forEach(path => unlinkSync(path)),
  empty: file => writeFileSync(file, ''),
  'of another session': (file, live) => writeFileSync(file, encodeMarker({ ...(readMarker(live.directory, live.id) as Marker), id: 'another' })),
  'of another version': file => writeFileSync(file, readFileSync(file, 'utf8').replace('version = 1', 'version = 2')),
  'with an old checksum': file => writeFileSync(file, readFileSync(file, 'utf8').replace(/^line = (\d+)$/m, (_, line: string) => `line = ${Number(line) + 5}`)),
  'without a checksum': file => writeFileSync(file, readFileSync(file, 'utf8').replace(/^checksum.*\n/m, '')),
  'cut in half': file => writeFileSync(file, readFileSync(file).subarray(0, 400)),
  'all zeros': file => writeFileSync(file, Buffer.alloc(700)),
  binary: file => writeFileSync(file, Buffer.from(Array.from({ length: 900 }, (_, index) => (index * 37 + 200) % 256))),
  'no TOML at all': file => writeFileSync(file, '{"line": 3}\n'),
  'very large': file => writeFileSync(file, '#'.repeat(5_000_000)),
  'with Windows line ends': file => writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n')),
  'twice in a row': file => writeFileSync(file, readFileSync(file, 'utf8').repeat(2)),
  'a link to nothing': file => [() => rmSync(file), () => symlinkSync('/nonexistent/marker', file)].forEach(step => step()),
}

t.test('whatever became of the marker: the next tick of the installed tool is exact and the marker is whole again', async t => {
  const live = await liveSession(t, { seed: 66 })
  live.print(300)
  await live.tick()
  live.print(200)
  const back = live.save()
  for (const [name, spoil] of Object.entries(cases)) {
    back()
    const file = markerFile(live.directory, live.id)
    spoil(file, live)
    const [command = '', ...args] = live.command.tick
    const { status, stderr } = spawnSync(command, args, { env: live.server.env, encoding: 'utf8' })
    t.equal(status, 0, `${name}: the tick succeeds`) || t.comment(stderr)
    t.not(readMarker(live.directory, live.id), undefined, `${name}: the marker is whole`)
    t.equal(whatIsWrong(await live.finish()), '', `${name}: exact`)
  }
})

t.test('a marker that cannot be read is no missing marker: the tick fails and changes nothing', { skip: process.getuid?.() === 0 ? 'root reads everything' : false }, async t => {
  const live = await liveSession(t, { seed: 67 })
  chmodSync(markerFile(live.directory, live.id), 0)
  await t.rejects(live.tick(), { message: /EACCES/ })
})

t.test('marker gone, 20,000 lines written, 25,000 in the pane: the next tick writes from line 20,001 on', async t => {
  const live = await liveSession(t, { seed: 68 })
  live.print(20_000 - live.printed.all.length)
  await live.tick()
  const captured = (): string[] => readCaptured(live.directory, 1).lines
  const before = captured().length
  live.print(5_000)
  unlinkSync(markerFile(live.directory, live.id))
  const [command = '', ...args] = live.command.tick
  execFileSync(command, args, { env: live.server.env, stdio: 'ignore' })
  const now = captured()
  t.ok(before > 19_900 && now.length > 24_900, `${before} lines, then ${now.length}`)
  t.equal(now[before], live.printed.all[before], `goes on with line ${before + 1}`)
  t.equal(whatIsWrong(await live.finish()), '')
})
