import { statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createOnce } from '../../../src/shell/files/create-once.js'

t.test('one is told yes, all others no; the file is private, and a link is taken', async t => {
  const directory = t.testdir({})
  const file = join(directory, 'mine')
  t.strictSame([createOnce(file), createOnce(file)], [true, false])
  t.equal(statSync(file).mode & 0o777, 0o600)
  symlinkSync(join(directory, 'none'), join(directory, 'link'))
  t.equal(createOnce(join(directory, 'link')), false)
  t.throws(() => createOnce(join(directory, 'none/mine')), { exitCode: 74, message: /Writing .*mine failed/ })
})
