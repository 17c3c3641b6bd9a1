import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readRecords } from '../../../src/shell/transcript/read-records.js'

const first = '{"type":"user","uuid":"é"}'
const second = '{"type":"system","subtype":"compact_boundary"}'
const text = `${first}\nno JSON\n${second}\n{"type":"to`

t.test('every whole line comes with its place and, when it is one, its record', async t => {
  const file = join(t.testdir({ file: text }), 'file')
  const found = [...readRecords(file)]
  t.strictSame(found.map(({ line, record }) => [line, record?.type]), [[first, 'user'], ['no JSON', undefined], [second, 'system']])
  t.equal(found[1]?.offset, Buffer.byteLength(first) + 1)
  t.strictSame([...readRecords(file, found[1]?.end)].map(({ line }) => line), [second])
})

t.test('with `only`, just the lines that hold it', async t => {
  const file = join(t.testdir({ file: text }), 'file')
  t.strictSame([...readRecords(file, 0, { only: 'compact_boundary' })].map(({ line }) => line), [second])
})

t.test('a line of 20 MB is one record', async t => {
  const file = join(t.testdir({ file: `{"type":"user","x":"${'y'.repeat(20_000_000)}"}\n` }), 'file')
  t.strictSame([...readRecords(file)].map(({ line, record }) => [line.length, record?.type]), [[20_000_022, 'user']])
})

t.test('no file, no records; what cannot be read is an IoError', async t => {
  const dir = t.testdir({})
  t.strictSame([...readRecords(join(dir, 'none'))], [])
  mkdirSync(join(dir, 'directory'))
  t.throws(() => [...readRecords(join(dir, 'directory'))], { message: /directory/, exitCode: 74 })
})

t.test('a reader that stops in the middle leaves no file open', async t => {
  const file = join(t.testdir({ file: text }), 'file')
  for (let run = 0; run < 3_000; run += 1) for (const { offset } of readRecords(file)) if (offset === 0) break
  t.pass('3000 times')
})
