import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { isDirectory } from '../../../src/shell/files/is-directory.js'

t.test('a directory or a link to one; nothing else, and no error for what is not there', async t => {
  const dir = t.testdir({ file: '', sub: {} })
  symlinkSync('sub', join(dir, 'link'))
  symlinkSync('none', join(dir, 'dangling'))
  t.same(['sub', 'link', 'file', 'dangling', 'none', 'file/below'].map(name => isDirectory(join(dir, name))), [true, true, false, false, false, false])
})

t.test('what cannot be told is an IoError', async t => {
  const dir = t.testdir({})
  symlinkSync('loop', join(dir, 'loop'))
  t.throws(() => isDirectory(join(dir, 'loop')), { exitCode: 74, message: /ELOOP/ })
})
