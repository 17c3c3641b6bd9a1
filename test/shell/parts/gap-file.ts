import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import type { Gap } from '../../../src/core/capture/gap.js'
import { appendGaps, fillGap, readGaps } from '../../../src/shell/parts/gap-file.js'
import { needs } from '../../helpers/needs.js'
import { smallFilesProblem, whileFilesStaySmall } from '../../helpers/while-files-stay-small.js'

const gap = (line: number): Gap => ({ why: 'cleared', part: 1, line, at: '2026-01-01T00:00:00.000Z', known: 'text', filled: null })

t.test('gaps come back in order, and the same finding is not written twice', async t => {
  const dir = t.testdir({})
  const file = join(dir, 'gaps.jsonl')
  t.same(readGaps(file), [])
  t.same(appendGaps(file, []), [])
  t.same(readdirSync(dir), [], 'where there is no gap there is no file')
  t.same(appendGaps(file, [gap(1), gap(2)]), [gap(1), gap(2)])
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.same(appendGaps(file, [{ ...gap(2), at: 'later' }, gap(3)]), [gap(3)])
  t.same(readGaps(file), [gap(1), gap(2), gap(3)])
})

t.test('a torn last line is left out and does not swallow the next one', async t => {
  const file = join(t.testdir({}), 'gaps.jsonl')
  appendGaps(file, [gap(1)])
  appendFileSync(file, '{"why":"cle')
  t.same(readGaps(file), [gap(1)])
  appendGaps(file, [gap(2)])
  t.same(readGaps(file), [gap(1), gap(2)])
  t.equal(readFileSync(file, 'utf8').split('\n').length, 4)
})

t.test('what a failing write left is cut off again: it must not be read back as known', needs(smallFilesProblem()), async t => {
  const file = join(t.testdir({}), 'gaps.jsonl')
  appendGaps(file, [gap(1)])
  const before = readFileSync(file, 'utf8')
  const room = 2 * before.length + 10
  whileFilesStaySmall(room, () => t.throws(() => appendGaps(file, [gap(2), gap(3)]), { exitCode: 74, message: /Writing .*gaps\.jsonl failed: EFBIG/ }))
  t.equal(readFileSync(file, 'utf8'), before)
})

t.test('what is JSON and no gap is left out', async t => {
  const file = join(t.testdir({ 'gaps.jsonl': '1\nnull\n{}\n[]\n' }), 'gaps.jsonl')
  t.same(readGaps(file), [])
})

t.test('a directory in its place is an IoError', async t => {
  const dir = t.testdir({ 'gaps.jsonl': {} })
  t.throws(() => readGaps(join(dir, 'gaps.jsonl')), { exitCode: 74, message: /is not a regular file/ })
  t.throws(() => appendGaps(join(dir, 'none/gaps.jsonl'), [gap(1)]), { exitCode: 74, message: /failed|another process/ })
})

t.test('a gap is told what fills it, and nothing else of the file changes', async t => {
  const file = join(t.testdir({}), 'gaps.jsonl')
  appendGaps(file, [gap(1), { ...gap(2), since: '2025-12-31T00:00:00.000Z' }, gap(3)])
  fillGap(file, { ...gap(2), at: 'later', known: 'otherwise', filled: 'transcript.jsonl: 2 records' })
  t.same(readGaps(file), [gap(1), { ...gap(2), since: '2025-12-31T00:00:00.000Z', filled: 'transcript.jsonl: 2 records' }, gap(3)])
  t.equal(statSync(file).mode & 0o777, 0o600)
})

t.test('told again the same, or told of a gap that is not there, the file is left as it is', async t => {
  const file = join(t.testdir({}), 'gaps.jsonl')
  fillGap(file, { ...gap(1), filled: 'x' })
  t.same(readdirSync(dirname(file)), [], 'no file is made')
  appendGaps(file, [gap(1)])
  fillGap(file, { ...gap(1), filled: 'x' })
  const { ino } = statSync(file)
  fillGap(file, { ...gap(1), filled: 'x' })
  t.equal(statSync(file).ino, ino)
  fillGap(file, { ...gap(2), filled: 'x' })
  t.equal(statSync(file).ino, ino)
  t.same(readGaps(file), [{ ...gap(1), filled: 'x' }])
})
