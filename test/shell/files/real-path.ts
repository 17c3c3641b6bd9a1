import { realpathSync, symlinkSync } from 'node:fs'
import t from 'tap'
import { realPath } from '../../../src/shell/files/real-path.js'

t.test('links are followed; what is not there has no real path', async t => {
  const dir = realpathSync(t.testdir({ real: {}, file: '' }))
  symlinkSync('real', `${dir}/link`)
  symlinkSync('loop', `${dir}/loop`)
  t.equal(realPath(`${dir}/link`), `${dir}/real`)
  for (const name of ['none', 'loop', 'file/below']) t.equal(realPath(`${dir}/${name}`), undefined, name)
  t.throws(() => realPath('a\0b'), { exitCode: 74, message: /failed/ })
})
