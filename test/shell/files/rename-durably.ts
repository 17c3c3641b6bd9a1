import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { renameDurably } from '../../../src/shell/files/rename-durably.js'

t.test('moves a directory, and never over one that holds files', async t => {
  const dir = t.testdir({ from: { a: { file: '' }, b: { file: '' } }, to: {} })
  renameDurably(join(dir, 'from/a'), join(dir, 'to/a'))
  t.ok(existsSync(join(dir, 'to/a/file')))
  t.throws(() => renameDurably(join(dir, 'from/b'), join(dir, 'to/a')), { exitCode: 74, message: /Renaming .*from\/b to .*to\/a failed: ENOTEMPTY/ })
  t.ok(existsSync(join(dir, 'from/b/file')))
  t.throws(() => renameDurably(join(dir, 'none'), join(dir, 'to/b')), { exitCode: 74, message: /ENOENT/ })
})
