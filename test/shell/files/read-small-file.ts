import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readSmallFile } from '../../../src/shell/files/read-small-file.js'

t.test('a small file is read, also through a link', async t => {
  const dir = t.testdir({ file: 'text é', empty: '' })
  symlinkSync('file', join(dir, 'link'))
  t.equal(readSmallFile(join(dir, 'file'), 7), 'text é')
  t.equal(readSmallFile(join(dir, 'link'), 7), 'text é')
  t.equal(readSmallFile(join(dir, 'empty'), 0), '')
})

t.test('what is missing, too long, a directory or a FIFO is none, and nothing waits for it', async t => {
  const dir = t.testdir({ file: 'text', directory: {} })
  symlinkSync('nowhere', join(dir, 'dangling'))
  symlinkSync('circle', join(dir, 'circle'))
  execFileSync('mkfifo', [join(dir, 'fifo')])
  t.equal(readSmallFile(join(dir, 'file'), 3), undefined)
  for (const name of ['none', 'file/below', 'directory', 'fifo', 'dangling', 'circle']) t.equal(readSmallFile(join(dir, name), 100), undefined, name)
  t.equal(readSmallFile('/dev/zero', 100), undefined)
})
