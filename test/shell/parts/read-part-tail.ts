import t from 'tap'
import { readPartTail } from '../../../src/shell/parts/read-part-tail.js'

const text = (from: number, to: number): string => Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}\n`).join('')

t.test('the last lines before where the parts end, over the border of two parts', async t => {
  const dir = t.testdir({ 'session_00001_PART1.md': text(1, 50), 'session_00001_PART2.md': `${text(51, 60)}not yet committed\n` })
  const lines = readPartTail(dir, 1, { part: 2, line: 10, bytes: text(51, 60).length })
  t.same(lines, text(1, 60).split('\n').slice(0, -1))
  t.same(readPartTail(dir, 1, { part: 1, line: 0, bytes: 0 }), [])
})

t.test('never more than 4,000 lines or 256 KB, and whole lines only', async t => {
  const dir = t.testdir({ 'session_00001_PART1.md': text(1, 9_000), 'session_00002_PART1.md': `${'x'.repeat(999)}\n`.repeat(900) })
  const lines = readPartTail(dir, 1, { part: 1, line: 9_000, bytes: text(1, 9_000).length })
  t.equal(lines.length, 4_000)
  t.equal(lines[0], 'line 5001')
  const long = readPartTail(dir, 2, { part: 1, line: 900, bytes: 900_000 })
  t.same(long, Array.from({ length: 262 }, () => 'x'.repeat(999)))
})

t.test('over several parts it is no more than that either', async t => {
  const part = `${'x'.repeat(999)}\n`.repeat(120)
  const dir = t.testdir({ 'session_00001_PART1.md': part, 'session_00001_PART2.md': part, 'session_00001_PART3.md': part, 'session_00001_PART4.md': part })
  t.equal(readPartTail(dir, 1, { part: 4, line: 120, bytes: part.length }).length, 262)
})

t.test('a part that is not there yet has no lines', async t => {
  const dir = t.testdir({ 'session_00001_PART1.md': 'a\n' })
  t.same(readPartTail(dir, 1, { part: 2, line: 0, bytes: 0 }), ['a'])
})

t.test('all lines are read over all parts, when all are wanted', async t => {
  const dir = t.testdir({ 'session_00001_PART1.md': text(1, 60_000), 'session_00001_PART2.md': `${text(60_001, 65_000)}not yet committed\n` })
  const lines = readPartTail(dir, 1, { part: 2, line: 5_000, bytes: text(60_001, 65_000).length }, { all: true })
  t.equal(lines.length, 65_000)
  t.same([lines[0], lines.at(-1)], ['line 1', 'line 65000'])
})
