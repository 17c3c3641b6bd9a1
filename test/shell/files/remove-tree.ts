import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { removeTree } from '../../../src/shell/files/remove-tree.js'

t.test('a directory goes with all that is in it, and that there is none is fine', async t => {
  const directory = `${t.testdir({ gone: { deep: { file: 'x' } } })}/gone`
  removeTree(directory)
  t.notOk(existsSync(directory))
  removeTree(directory)
})

t.test('what a link in it points to stays', async t => {
  const root = t.testdir({ kept: { file: 'x' }, gone: {} })
  symlinkSync(`${root}/kept`, `${root}/gone/link`)
  removeTree(`${root}/gone`)
  t.equal(readFileSync(`${root}/kept/file`, 'utf8'), 'x')
  symlinkSync(`${root}/kept`, `${root}/gone`)
  removeTree(`${root}/gone`)
  t.notOk(existsSync(`${root}/gone`))
  t.ok(existsSync(`${root}/kept/file`), 'nor when it is a link itself')
})

t.test('what cannot be removed is an error that names it', async t => {
  const root = t.testdir()
  mkdirSync(`${root}/directory`)
  writeFileSync(`${root}/directory/file`, '')
  t.throws(() => removeTree(`${root}/directory/file/below`), { exitCode: 74, message: /Removing .*file\/below failed: ENOTDIR/ })
})
