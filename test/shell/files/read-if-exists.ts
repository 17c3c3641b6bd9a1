import { execFileSync } from 'node:child_process'
import { symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readIfExists } from '../../../src/shell/files/read-if-exists.js'

t.test('only a missing file is "none"', async t => {
  const dir = t.testdir({ file: 'té\n', sub: {} })
  t.equal(readIfExists(join(dir, 'file')), 'té\n')
  t.equal(readIfExists(join(dir, 'none')), undefined)
  t.throws(() => readIfExists(join(dir, 'sub')), { exitCode: 74, message: /sub is not a regular file/ })
  t.throws(() => readIfExists(join(dir, 'file/below')), { exitCode: 74, message: /ENOTDIR/ })
})

t.test('what stands in the place of a file of ours is an IoError: a link, a FIFO, something huge', async t => {
  const dir = t.testdir({ file: 'text\n', huge: '' })
  symlinkSync('file', join(dir, 'link'))
  symlinkSync('/dev/zero', join(dir, 'endless'))
  execFileSync('mkfifo', [join(dir, 'fifo')])
  truncateSync(join(dir, 'huge'), 2 ** 40)
  for (const name of ['link', 'endless']) t.throws(() => readIfExists(join(dir, name)), { exitCode: 74, message: /ELOOP/ })
  t.throws(() => readIfExists(join(dir, 'fifo')), { exitCode: 74, message: /not a regular file/ })
  t.throws(() => readIfExists(join(dir, 'huge')), { exitCode: 74, message: /1099511627776 bytes, of at most/ })
  t.throws(() => readIfExists(join(dir, 'file'), 4), { exitCode: 74, message: /5 bytes, of at most 4/ })
  t.equal(readIfExists(join(dir, 'file'), 5), 'text\n')
})
