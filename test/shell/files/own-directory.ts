import { chmodSync, mkdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { ownDirectory } from '../../../src/shell/files/own-directory.js'

const uid = process.getuid?.() ?? 0
const mode = (path: string): number => statSync(path).mode & 0o777

t.test('makes it and its parents 0700 whatever the umask, and closes one that others can read', async t => {
  const dir = t.testdir({})
  const before = process.umask(0)
  t.teardown(() => process.umask(before))
  ownDirectory(join(dir, 'a/b'), uid)
  t.same([mode(join(dir, 'a')), mode(join(dir, 'a/b'))], [0o700, 0o700])
  chmodSync(join(dir, 'a'), 0o755)
  ownDirectory(join(dir, 'a'), uid)
  t.equal(mode(join(dir, 'a')), 0o700)
})

t.test('refuses one that others can write to, and leaves its mode for the owner to see', async t => {
  const dir = t.testdir({ open: {} })
  for (const open of [0o777, 0o770, 0o702]) {
    chmodSync(join(dir, 'open'), open)
    t.throws(() => ownDirectory(join(dir, 'open'), uid), { exitCode: 77, message: /others can write to .*open/ })
    t.equal(mode(join(dir, 'open')), open)
  }
})

t.test('refuses a link and another user\'s', async t => {
  const dir = t.testdir({ real: {} })
  symlinkSync('real', join(dir, 'link'))
  t.throws(() => ownDirectory(join(dir, 'link'), uid), { exitCode: 77, message: /is not a directory/ })
  t.throws(() => ownDirectory(join(dir, 'real'), uid + 1), { exitCode: 77, message: /belongs to user/ })
})

t.test('what cannot be made is named with 73', async t => {
  const dir = t.testdir({ file: '' })
  t.throws(() => ownDirectory(join(dir, 'file'), uid), { exitCode: 73, message: /making .*file failed: EEXIST/ })
  t.throws(() => ownDirectory(join(dir, 'file/below'), uid), { exitCode: 73, message: /ENOTDIR/ })
  mkdirSync(join(dir, 'long'))
  t.throws(() => ownDirectory(join(dir, 'x'.repeat(300)), uid), { exitCode: 73, message: /ENAMETOOLONG/ })
})
