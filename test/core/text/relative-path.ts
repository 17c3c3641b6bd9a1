import t from 'tap'
import { relativePath } from '../../../src/core/text/relative-path.js'

t.test('a path inside the project is shown relative, no other', async t => {
  t.equal(relativePath('/p/src/a.ts', '/p'), 'src/a.ts')
  t.equal(relativePath('/pp/src/a.ts', '/p'), '/pp/src/a.ts')
  t.equal(relativePath('/p/a', ''), '/p/a')
})
