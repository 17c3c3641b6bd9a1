import { spawnSync } from 'node:child_process'
import { closeSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openRegular } from '../../../src/shell/files/open-regular.js'

t.test('a regular file is opened for reading, through a directory that is a link', async t => {
  const dir = t.testdir({ real: { file: 'text' } })
  symlinkSync('real', join(dir, 'link'))
  const opened = openRegular(join(dir, 'link', 'file'))
  t.equal(opened?.stat.size, 4n)
  if (opened === undefined) return
  t.equal(readFileSync(opened.fd, 'utf8'), 'text')
  closeSync(opened.fd)
})

t.test('no file is none', async t => t.equal(openRegular(join(t.testdir({}), 'none')), undefined))

t.test('a link, a directory and a FIFO that nobody writes to are refused at once', async t => {
  const dir = t.testdir({ file: '', directory: {} })
  symlinkSync('file', join(dir, 'link'))
  spawnSync('mkfifo', [join(dir, 'fifo')])
  t.throws(() => openRegular(join(dir, 'link')), { exitCode: 74, message: /ELOOP/ })
  t.throws(() => openRegular(join(dir, 'directory')), { exitCode: 74, message: /not a regular file/ })
  t.throws(() => openRegular(join(dir, 'fifo')), { exitCode: 74, message: /not a regular file/ })
})
