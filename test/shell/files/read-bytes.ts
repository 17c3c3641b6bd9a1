import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readBytes } from '../../../src/shell/files/read-bytes.js'

t.test('a range, the rest, less where the file ends, nothing where there is none', async t => {
  const big = 'x'.repeat(2_500_000)
  const dir = t.testdir({ small: 'abcdef', big, empty: '' })
  const text = (name: string, from: number, to?: number): string | undefined => readBytes(join(dir, name), from, to)?.toString()
  t.same([text('small', 1, 3), text('small', 4), text('small', 4, 99), text('small', 9), text('empty', 0), text('none', 0)], ['bc', 'ef', 'ef', '', '', undefined])
  t.equal(text('big', 0), big, 'in pieces')
})

t.test('a link or a directory is an IoError', async t => {
  const dir = t.testdir({ sub: {} })
  symlinkSync('sub', join(dir, 'link'))
  for (const name of ['sub', 'link']) t.throws(() => readBytes(join(dir, name), 0), { exitCode: 74, message: /EISDIR|ELOOP/ })
})
