import { execFileSync } from 'node:child_process'
import { openSync, readSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { lastUsage } from '../../../src/shell/transcript/last-usage.js'
import { seeded } from '../../helpers/seeded.js'

const answer = (used: number, more: object = {}) => JSON.stringify({ type: 'assistant', timestamp: '2026-11-20T10:00:00.000Z', message: { id: `m${used}`, model: 'claude-opus-4-5', usage: { input_tokens: used, output_tokens: 3 } }, ...more })
const talk = (bytes: number): string => JSON.stringify({ type: 'user', message: { role: 'user', content: 'é'.repeat(Math.max(0, bytes / 2)) } })
const write = (t: Test, ...lines: string[]): string => {
  const file = join(t.testdir({}), 'transcript.jsonl')
  writeFileSync(file, lines.map(line => `${line}\n`).join(''))
  return file
}

t.test('the newest answer is found however much stands behind it', async t => {
  for (const bytes of [0, 65_536 - 200, 65_536, 70_000, 200_000, 3_000_000]) {
    t.match(lastUsage(write(t, answer(1), answer(2), talk(bytes))), { kind: 'usage', used: 2, model: 'claude-opus-4-5', at: Date.parse('2026-11-20T10:00:00.000Z') }, `${bytes} bytes`)
  }
})

t.test('a line that is cut by where a piece begins is put together again', async t => {
  const random = seeded(21)
  t.comment(`seed ${random.seed}`)
  for (let round = 0; round < 60; round += 1) {
    const lines = [answer(5, { padding: 'é'.repeat(random.below(80_000)) }), talk(65_500 + random.below(400))]
    const found = lastUsage(write(t, ...(random.below(2) === 0 ? lines : [talk(9), ...lines])))
    if (found?.used !== 5) t.fail(`round ${round}: ${JSON.stringify(found)}`)
  }
  t.pass('60 files')
})

t.test('a whole last line counts without its newline, a torn one does not', async t => {
  const file = write(t, answer(1))
  writeFileSync(file, `${answer(1)}\n${answer(2)}`)
  t.match(lastUsage(file), { used: 2 })
  writeFileSync(file, `${answer(1)}\n${answer(2).slice(0, -4)}`)
  t.match(lastUsage(file), { used: 1 })
  writeFileSync(file, `${answer(1)}\n\0\0\0\n{"usage"}\n`)
  t.match(lastUsage(file), { used: 1 })
})

t.test('a record without a time has the file\'s', async t => {
  const file = write(t, JSON.stringify({ type: 'assistant', message: { model: 'm', usage: { input_tokens: 4 } } }))
  utimesSync(file, 1_000, 1_000)
  t.match(lastUsage(file), { used: 4, at: 1_000_000 })
})

t.test('no file, no answer, and what is no regular file are nothing', async t => {
  const dir = t.testdir({ empty: '', talk: `${talk(10)}\n`, directory: {} })
  execFileSync('mkfifo', [join(dir, 'fifo')])
  symlinkSync('nowhere', join(dir, 'dangling'))
  for (const name of ['none', 'empty', 'talk', 'directory', 'fifo', 'dangling', 'talk/below']) t.equal(lastUsage(join(dir, name)), undefined, name)
})

t.test('of a long transcript little is read', async t => {
  const file = write(t, ...Array.from({ length: 300 }, () => talk(100_000)), answer(7))
  const readBytes = (): number => Number(/^rchar: (\d+)/m.exec(proc())?.[1])
  const fd = openSync('/proc/self/io', 'r')
  const proc = (): string => {
    const buffer = Buffer.alloc(1_000)
    return buffer.toString('utf8', 0, readSync(fd, buffer, 0, 1_000, 0))
  }
  const before = readBytes()
  t.match(lastUsage(file), { used: 7 })
  t.ok(readBytes() - before < 200_000, `${readBytes() - before} of 30,000,000 bytes`)
})
