import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { lastBoundary } from '../../../src/shell/transcript/last-boundary.js'
import { transcriptLines } from '../../helpers/transcript-lines.js'

const boundary = (uuid: string, more: object = {}): string =>
  `${JSON.stringify({ type: 'system', subtype: 'compact_boundary', uuid, timestamp: '2026-01-01T00:00:00.000Z', compactMetadata: { trigger: 'auto' }, ...more })}\n`

const written = (dir: string, text: string): string => {
  const file = `${dir}/t.jsonl`
  writeFileSync(file, text)
  return file
}

t.test('the newest boundary is found, whatever was said before and behind it', async t => {
  const log = transcriptLines()
  log.typed('hello')
  const file = written(t.testdir(), log.text() + boundary('one') + log.text() + boundary('two') + log.text())
  t.match(lastBoundary(file), { uuid: 'two', timestamp: '2026-01-01T00:00:00.000Z' })
})

t.test('one that Claude is just writing counts when it is whole', async t => {
  const text = boundary('one') + boundary('two')
  t.equal(lastBoundary(written(t.testdir(), text.slice(0, -1)))?.uuid, 'two')
  t.equal(lastBoundary(written(t.testdir(), text.slice(0, -2)))?.uuid, 'one')
})

t.test('who only speaks of one, and a subagent’s, is passed over', async t => {
  const log = transcriptLines()
  log.typed('what is a compact_boundary? "subtype":"compact_boundary"')
  const file = written(t.testdir(), boundary('one') + log.text() + boundary('agent', { isSidechain: true }))
  t.equal(lastBoundary(file)?.uuid, 'one')
  t.equal(lastBoundary(written(t.testdir(), log.text())), undefined)
})

t.test('without a file, and without a boundary near its end, there is none', async t => {
  const dir = t.testdir()
  t.equal(lastBoundary(`${dir}/none.jsonl`), undefined)
  t.equal(lastBoundary(written(dir, '')), undefined)
  t.equal(lastBoundary(written(dir, `${boundary('far')}${'{"type":"x"}\n'.repeat(100_000)}`)), undefined)
})

t.test('a boundary that the look begins within is none, and letters of several bytes harm nobody', async t => {
  const dir = t.testdir()
  const behind = `${'ä'.repeat(1_000)}\n`.repeat(524)
  const file = written(dir, boundary('cut') + behind)
  t.equal(lastBoundary(file), undefined)
  appendFileSync(file, boundary('ümlaut 漢') + behind.slice(0, 50_000))
  t.equal(lastBoundary(file)?.uuid, 'ümlaut 漢')
})

t.test('a line that names it ten thousand times is read once', async t => {
  const log = transcriptLines()
  log.typed('compact_boundary '.repeat(10_000))
  const file = written(t.testdir(), boundary('one') + log.text())
  const before = process.cpuUsage()
  t.equal(lastBoundary(file)?.uuid, 'one')
  const { user, system } = process.cpuUsage(before)
  t.ok(user + system < 1_000_000, `${user + system} us of processor time`)
})

t.test('something else than a file in its place is an error that names it', async t => {
  const dir = t.testdir()
  mkdirSync(`${dir}/t.jsonl`)
  t.throws(() => lastBoundary(`${dir}/t.jsonl`), { exitCode: 74, message: /t\.jsonl is not a regular file/ })
})
