import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { countLines } from '../../../src/shell/files/count-lines.js'

t.test('lines and bytes of a file, or of its beginning, and whether it ends with a line', async t => {
  const dir = t.testdir({ part: 'a\nbc\nd', empty: '', big: 'line\n'.repeat(500_000) })
  const file = join(dir, 'part')
  t.same(countLines(file), { lines: 2, bytes: 6, whole: false })
  t.same(countLines(file, 5), { lines: 2, bytes: 5, whole: true })
  t.same(countLines(file, 0), { lines: 0, bytes: 0, whole: true })
  t.same(countLines(join(dir, 'empty')), { lines: 0, bytes: 0, whole: true })
  t.same(countLines(join(dir, 'big')), { lines: 500_000, bytes: 2_500_000, whole: true })
  t.same(countLines(join(dir, 'big'), 1_500_001), { lines: 300_000, bytes: 1_500_001, whole: false })
  t.equal(countLines(join(dir, 'none')), undefined)
  symlinkSync('part', join(dir, 'link'))
  t.throws(() => countLines(join(dir, 'link')), { exitCode: 74, message: /ELOOP/ })
})
