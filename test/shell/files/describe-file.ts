import { createHash } from 'node:crypto'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { describeFile } from '../../../src/shell/files/describe-file.js'

t.test('name, newlines, bytes and SHA-256, also of a file of several pieces', async t => {
  const text = 'é line\n'.repeat(300_000)
  const dir = t.testdir({ big: text, empty: '', open: 'no newline' })
  t.same(describeFile(join(dir, 'big')), { name: 'big', lines: 300_000, bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') })
  t.match(describeFile(join(dir, 'empty')), { lines: 0, bytes: 0 })
  t.match(describeFile(join(dir, 'open')), { lines: 0, bytes: 10 })
})

t.test('a file that is not there, or a link, is an IoError', async t => {
  const dir = t.testdir({ real: '' })
  symlinkSync('real', join(dir, 'link'))
  for (const name of ['none', 'link']) t.throws(() => describeFile(join(dir, name)), { exitCode: 74, message: /failed|another process/ })
})
