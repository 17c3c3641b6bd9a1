import { join } from 'node:path'
import t from 'tap'
import { syncDirectory } from '../../../src/shell/files/sync-directory.js'

t.test('a directory can be made durable as often as wanted; anything else throws its errno', async t => {
  const dir = t.testdir({ file: '' })
  for (let time = 0; time < 100; time += 1) syncDirectory(dir)
  t.throws(() => syncDirectory(join(dir, 'file')), { code: 'ENOTDIR' })
  t.throws(() => syncDirectory(join(dir, 'none')), { code: 'ENOENT' })
})
