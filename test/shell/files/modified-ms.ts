import { mkdirSync, symlinkSync, utimesSync } from 'node:fs'
import t from 'tap'
import { modifiedMs } from '../../../src/shell/files/modified-ms.js'

t.test('when a regular file was written; a link, a directory and nothing are none', async t => {
  const dir = t.testdir({ file: 'x' })
  utimesSync(`${dir}/file`, 5, 1234)
  symlinkSync('file', `${dir}/link`)
  mkdirSync(`${dir}/directory`)
  t.equal(modifiedMs(`${dir}/file`), 1_234_000)
  for (const name of ['link', 'directory', 'none', 'file/below', 'x'.repeat(300)]) t.equal(modifiedMs(`${dir}/${name}`), undefined, name)
  t.throws(() => modifiedMs('a\0b'), { exitCode: 74, message: /failed/ })
})
