import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { appendFilling, resumeFilling, type FilledSession } from '../../src/commands/append-filling.js'
import type { Gap } from '../../src/core/capture/gap.js'
import type { Marker } from '../../src/core/capture/marker.js'
import type { Filling } from '../../src/core/filling/filling.js'
import { partName } from '../../src/core/session/part-name.js'
import { splitParts } from '../../src/core/session/split-parts.js'
import { appendParts } from '../../src/shell/parts/append-parts.js'
import { readFilling, writeFilling } from '../../src/shell/parts/filling-file.js'
import { appendGaps, readGaps } from '../../src/shell/parts/gap-file.js'
import { fingerprintAt } from '../../src/shell/parts/inspect-parts.js'
import { readMarker, writeMarker } from '../../src/shell/parts/marker-file.js'
import { readPending, writePending } from '../../src/shell/parts/pending-file.js'
import { readWaiting, writeWaiting } from '../../src/shell/parts/waiting-file.js'
import { readCaptured } from '../helpers/ground-truth.js'

const captured = Array.from({ length: 7 }, (_, index) => `captured ${index}`)
const tail = [{ hash: 77, count: 1 }]
const gap: Gap = { why: 'cleared', part: 1, line: 7, at: '2026-01-01T00:00:00.000Z', known: 'text', filled: null, since: '2025-12-31T23:55:00.000Z' }
const fillingOf = (lines: readonly string[]): Filling => ({ total: 7, lines, accountedFile: 'transcript.jsonl', accounted: 4_711, waiting: [{ file: 'transcript.jsonl', offset: 4_000 }], gap: { ...gap, filled: 'transcript.jsonl: 2 records' } })
const filling = fillingOf(['╭─ begin', '❯ said', '', '⏺ answered', '', '╰─ end'])

/** A session with seven captured lines, a screen of two lines behind them, and an open gap. */
const stage = (t: Test, rotateLines = 60_000) => {
  const directory = t.testdir({})
  const session: FilledSession = { id: 'work', directory, number: 1, rotateLines }
  const { appends, end } = splitParts({ part: 1, line: 0 }, captured, rotateLines)
  const bytes = appendParts(directory, 1, appends).get(end.part) ?? 0
  const marker: Marker = {
    id: 'work', number: 1, ...end, bytes, total: 7, fingerprint: fingerprintAt(join(directory, partName(1, end.part)), bytes) ?? 0, socket: '/s', serverPid: 1, serverStart: 1, version: '3.4',
    pane: '%1', gone: false, row: 12, lineIndex: 11, width: 80, historySize: 10, at: 0, directory: '/p', tail, panePid: 9, alternate: false, accountedFile: 'transcript.jsonl', accounted: 10, filled: -1,
  }
  writeMarker(directory, marker)
  writePending(directory, 'work', { total: 7, lines: ['on the', 'screen'] })
  appendGaps(join(directory, 'gaps.jsonl'), [gap])
  writeWaiting(directory, 'work', [{ file: 'transcript.jsonl', offset: 5 }])
  /** All that must be so when it is done; what the marker says is what is returned and what stands on the disk. */
  const check = (done: Marker, { lines }: Filling, message: string): void => {
    t.equal(readCaptured(directory, 1).lines.join('\n'), [...captured, ...lines].join('\n'), `${message}: each line once`)
    t.strictSame(readMarker(directory, 'work'), done, message)
    t.match(done, { total: 7 + lines.length, accountedFile: 'transcript.jsonl', accounted: 4_711, row: 12, lineIndex: 11, tail }, message)
    const file = join(directory, partName(1, done.part))
    t.equal(done.bytes, existsSync(file) ? readFileSync(file).length : 0, `${message}: the marker ends where the parts do`)
    t.equal(done.fingerprint, fingerprintAt(file, done.bytes), message)
    t.strictSame(readPending(directory, 'work'), { total: 7 + lines.length, lines: ['on the', 'screen'] }, message)
    t.strictSame(readGaps(join(directory, 'gaps.jsonl')), [{ ...gap, filled: 'transcript.jsonl: 2 records' }], message)
    t.strictSame(readWaiting(directory, 'work'), [{ file: 'transcript.jsonl', offset: 4_000 }], `${message}: what waits on the screen now`)
    t.equal(readFilling(directory, 'work'), undefined, message)
    t.strictSame(resumeFilling(session, done), done, `${message}: there is nothing left to do`)
  }
  /** Nothing was done to the session, and the filling is forgotten. */
  const unharmed = (lines: readonly string[], message: string): void => {
    const before = readMarker(directory, 'work') ?? marker
    t.strictSame(resumeFilling(session, before), before, message)
    t.strictSame(readCaptured(directory, 1).lines, lines, message)
    t.strictSame(readMarker(directory, 'work'), before, message)
    t.strictSame(readGaps(join(directory, 'gaps.jsonl')), [gap], `${message}: the gap stays open`)
    t.strictSame(readWaiting(directory, 'work'), [{ file: 'transcript.jsonl', offset: 5 }], `${message}: what waited still waits`)
    t.same(readdirSync(directory).filter(name => name.startsWith('.filling')), [], message)
  }
  const part = (number = 1): string => join(directory, partName(1, number))
  return { directory, session, marker, check, unharmed, part }
}

t.test('a filling is appended behind what was captured, and the place in the pane stays', async t => {
  const { session, marker, check } = stage(t)
  check(appendFilling(session, marker, filling), filling, 'at once')
})

t.test('a filling is written down before its first line: where appending stops in the middle, the next tick goes on', async t => {
  const { session, marker, directory, check, part } = stage(t, 9)
  mkdirSync(part(2))
  t.throws(() => appendFilling(session, marker, filling), { exitCode: 74, message: /PART2\.md failed: EISDIR/ })
  t.strictSame(readFilling(directory, 'work'), filling)
  rmdirSync(part(2))
  check(resumeFilling(session, marker), filling, 'then')
})

t.test('without a filling there is nothing to do', async t => {
  const { session, marker, directory } = stage(t)
  t.equal(resumeFilling(session, marker), marker)
  t.strictSame(readCaptured(directory, 1).lines, captured)
})

t.test('a crash behind any line of it: each line stands there once in the end', async t => {
  for (let stands = 0; stands <= filling.lines.length; stands += 1) {
    const { session, marker, directory, check, part } = stage(t)
    writeFilling(directory, 'work', filling)
    appendFileSync(part(), filling.lines.slice(0, stands).map(line => `${line}\n`).join(''))
    check(resumeFilling(session, marker), filling, `${stands} lines stood there`)
  }
})

t.test('a crash within any byte of it: the torn line is written anew', async t => {
  const text = filling.lines.map(line => `${line}\n`).join('')
  const bytes = Buffer.from(text)
  for (let written = 0; written <= bytes.length; written += 7) {
    const { session, marker, directory, part } = stage(t)
    writeFilling(directory, 'work', filling)
    appendFileSync(part(), bytes.subarray(0, written))
    const done = resumeFilling(session, marker)
    t.strictSame(readCaptured(directory, 1).lines, [...captured, ...filling.lines], `${written} bytes stood there`)
    t.equal(done.total, 13)
  }
})

t.test('a crash behind the marker, the pending text or the gap repeats what is left', async t => {
  for (const reached of ['marker', 'pending', 'gap'] as const) {
    const { session, marker, directory, check } = stage(t)
    const done = appendFilling(session, marker, filling)
    writeFilling(directory, 'work', filling)
    if (reached !== 'gap') {
      rmSync(join(directory, 'gaps.jsonl'))
      appendGaps(join(directory, 'gaps.jsonl'), [gap])
    }
    if (reached === 'marker') writePending(directory, 'work', { total: 7, lines: ['on the', 'screen'] })
    check(resumeFilling(session, done), filling, `behind the ${reached}`)
  }
})

t.test('over the border of parts it is the same', async t => {
  for (const rotateLines of [1, 3, 7, 13]) {
    for (let stands = 0; stands <= filling.lines.length; stands += 1) {
      const { session, marker, directory, check } = stage(t, rotateLines)
      writeFilling(directory, 'work', filling)
      appendParts(directory, 1, splitParts(marker, filling.lines.slice(0, stands), rotateLines).appends)
      check(resumeFilling(session, marker), filling, `${stands} lines stood there, ${rotateLines} to a part`)
    }
  }
})

t.test('of a filling of ten thousand lines, any number may stand there already', async t => {
  const long = fillingOf(Array.from({ length: 10_000 }, (_, index) => `line ${index} of a long filling`))
  for (const stands of [3_999, 4_001, 9_999, 10_000]) {
    const { session, marker, directory, check, part } = stage(t)
    writeFilling(directory, 'work', long)
    appendFileSync(part(), long.lines.slice(0, stands).map(line => `${line}\n`).join(''))
    check(resumeFilling(session, marker), long, `${stands} lines stood there`)
  }
})

t.test('one that was made for other parts is dropped without harm', async t => {
  const others = ['four', 'lines', 'that are', 'others', 'and', 'more']
  for (let stands = 1; stands <= others.length; stands += 1) {
    const { directory, unharmed, part } = stage(t)
    writeFilling(directory, 'work', filling)
    appendFileSync(part(), others.slice(0, stands).map(line => `${line}\n`).join(''))
    unharmed([...captured, ...others.slice(0, stands)], `${stands} other lines stand there`)
  }
  const { directory, unharmed } = stage(t)
  writeFilling(directory, 'work', { ...filling, total: 8 })
  unharmed(captured, 'it begins behind the end of the parts')
})

t.test('one that a crash tore is none', async t => {
  const { session, marker, directory } = stage(t)
  writeFilling(directory, 'work', filling)
  const file = join(directory, '.filling.work')
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 40))
  t.equal(resumeFilling(session, marker), marker)
  t.strictSame(readCaptured(directory, 1).lines, captured)
})

t.test('pending text of another place is left to the tick', async t => {
  const { session, marker, directory } = stage(t)
  writePending(directory, 'work', { total: 5, lines: ['older'] })
  appendFilling(session, marker, filling)
  t.strictSame(readPending(directory, 'work'), { total: 5, lines: ['older'] })
})

t.test('one that fills no gap leaves the gaps alone', async t => {
  const { session, marker, directory } = stage(t)
  appendFilling(session, marker, { ...filling, gap: null })
  t.strictSame(readGaps(join(directory, 'gaps.jsonl')), [gap])
})
