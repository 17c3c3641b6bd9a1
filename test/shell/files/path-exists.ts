import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { pathExists } from '../../../src/shell/files/path-exists.js'

t.test('anything that stands there counts, a dangling link too', async t => {
  const dir = t.testdir({ file: '', sub: {} })
  symlinkSync('none', join(dir, 'dangling'))
  t.same(['file', 'sub', 'dangling', 'none'].map(name => pathExists(join(dir, name))), [true, true, true, false])
  t.throws(() => pathExists(join(dir, 'file/below')), { exitCode: 74, message: /ENOTDIR/ })
})
