import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { removeIfExists } from '../../../src/shell/files/remove-if-exists.js'

t.test('removes a file; that there is none is fine; what it cannot remove it says', async t => {
  const dir = t.testdir({ file: '', sub: {} })
  removeIfExists(join(dir, 'file'))
  removeIfExists(join(dir, 'file'))
  t.notOk(existsSync(join(dir, 'file')))
  t.throws(() => removeIfExists(join(dir, 'sub')), { exitCode: 74, message: /Removing .*sub failed/ })
})
