import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { isRealDirectory } from '../../../src/shell/files/is-real-directory.js'

t.test('a directory, and neither a link to one, nor a file, nor nothing', async t => {
  const dir = t.testdir({ directory: {}, file: '' })
  symlinkSync('directory', join(dir, 'link'))
  t.ok(isRealDirectory(join(dir, 'directory')))
  for (const name of ['link', 'file', 'none', 'file/below']) t.notOk(isRealDirectory(join(dir, name)), name)
  t.throws(() => isRealDirectory(`/${'x'.repeat(300)}`), { exitCode: 74, message: /Looking at .* failed: ENAMETOOLONG/ }, 'what cannot be told is no no')
})
