import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { filesBelow } from '../../../src/shell/files/files-below.js'

t.test('all files at any depth; a link is named and not followed', async t => {
  const dir = t.testdir({ a: '', below: { b: '', deeper: { c: '' } }, empty: {} })
  symlinkSync('below', join(dir, 'link'))
  t.same(filesBelow(dir).sort(), ['a', 'below/b', 'below/deeper/c', 'link'])
  t.throws(() => filesBelow(join(dir, 'none')), { exitCode: 74, message: /none\/ failed: ENOENT/ })
})
