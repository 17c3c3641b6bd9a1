import t from 'tap'
import { listNames } from '../../../src/shell/files/list-names.js'

t.test('the names, and none where there is no directory', async t => {
  const dir = t.testdir({ a: '', b: {} })
  t.same(listNames(dir).sort(), ['a', 'b'])
  t.same(listNames(`${dir}/none`), [])
  t.same(listNames(`${dir}/a`), [])
})

t.test('a directory that cannot be listed is no empty one', async t => {
  t.throws(() => listNames(`/${'x'.repeat(300)}`), { exitCode: 74, message: /Listing .* failed: ENAMETOOLONG/ })
})
