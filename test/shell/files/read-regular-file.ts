import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import t from 'tap'
import { readRegularFile } from '../../../src/shell/files/read-regular-file.js'

t.test('the beginning and the end, nothing twice', async t => {
  const path = `${t.testdir({ file: '0123456789' })}/file`
  const parts = (head: number, tail?: number): string[] => {
    const file = readRegularFile(path, tail === undefined ? { head } : { head, tail })
    return [String(file?.head), String(file?.tail), String(file?.size)]
  }
  t.same(parts(4, 3), ['0123', '789', '10'])
  t.same(parts(8, 5), ['01234567', '89', '10'])
  t.same(parts(20, 5), ['0123456789', '', '10'])
  t.same(parts(4), ['0123', '', '10'])
})

t.test('a file in /proc, which has no size, is read', async t => {
  t.match(readRegularFile('/proc/self/stat', { head: 4096, tail: 100 })?.head.toString(), /^\d+ \(/)
})

t.test('what is missing or no regular file is none, and does not block', async t => {
  const dir = t.testdir({ file: 'x' })
  symlinkSync('file', `${dir}/link`)
  execFileSync('mkfifo', [`${dir}/fifo`])
  mkdirSync(`${dir}/directory`)
  for (const name of ['none', 'link', 'fifo', 'directory', 'file/below', 'x'.repeat(300)]) t.equal(readRegularFile(`${dir}/${name}`, { head: 10 }), undefined, name)
  t.equal(readRegularFile('/dev/zero', { head: 10 }), undefined)
})

t.test('a failure that is not a missing file is one', async t => {
  t.throws(() => readRegularFile('a\0b', { head: 10 }), { exitCode: 74, message: /\S/ })
})
