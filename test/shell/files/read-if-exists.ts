import { join } from 'node:path'
import t from 'tap'
import { readIfExists } from '../../../src/shell/files/read-if-exists.js'

t.test('only a missing file is "none"', async t => {
  const dir = t.testdir({ file: 'té\n', sub: {} })
  t.equal(readIfExists(join(dir, 'file')), 'té\n')
  t.equal(readIfExists(join(dir, 'none')), undefined)
  t.throws(() => readIfExists(join(dir, 'sub')), { exitCode: 74, message: /Reading .*sub failed: EISDIR/ })
  t.throws(() => readIfExists(join(dir, 'file/below')), { exitCode: 74, message: /ENOTDIR/ })
})
