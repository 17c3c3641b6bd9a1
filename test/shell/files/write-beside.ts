import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { writeBeside } from '../../../src/shell/files/write-beside.js'

const uid = process.getuid?.() ?? 0

t.test('the text is replaced, 0600 whatever the umask, and nothing else stays', async t => {
  const dir = t.testdir({ file: 'old' })
  const mask = process.umask(0o777)
  writeBeside(join(dir, 'file'), 'new', uid)
  process.umask(mask)
  t.equal(readFileSync(join(dir, 'file'), 'utf8'), 'new')
  t.equal(statSync(join(dir, 'file')).mode & 0o777, 0o600)
  t.same(readdirSync(dir), ['file'])
})

t.test('what was planted under the name beside it is not written to, or through', async t => {
  const dir = t.testdir({ victim: 'victim', file: 'old' })
  symlinkSync('victim', join(dir, `file.${process.pid}.new`))
  mkdirSync(join(dir, `file.${process.pid}-1.new`))
  writeBeside(join(dir, 'file'), 'new', uid)
  t.equal(readFileSync(join(dir, 'victim'), 'utf8'), 'victim')
  t.equal(readFileSync(join(dir, 'file'), 'utf8'), 'new')
})

t.test('a leftover of ours makes room', async t => {
  const dir = t.testdir({ [`file.${process.pid}.new`]: 'half' })
  writeBeside(join(dir, 'file'), 'new', uid)
  t.same(readdirSync(dir), ['file'])
})

t.test('when every name is taken, or the place is gone, it is an error and the old text stands', async t => {
  const dir = t.testdir({ file: 'old' })
  for (let turn = 0; turn < 20; turn += 1) symlinkSync('nowhere', join(dir, `file.${process.pid}${turn === 0 ? '' : `-${turn}`}.new`))
  t.throws(() => writeBeside(join(dir, 'file'), 'new', uid), { message: /failed/ })
  t.equal(readFileSync(join(dir, 'file'), 'utf8'), 'old')
  t.throws(() => writeBeside(join(dir, 'none', 'file'), 'new', uid), { message: /ENOENT/ })
  mkdirSync(join(dir, 'directory'))
  writeFileSync(join(dir, 'directory', 'x'), '')
  t.throws(() => writeBeside(join(dir, 'directory'), 'new', uid), { message: /failed/ })
  t.ok(existsSync(join(dir, 'directory', 'x')))
  t.notOk(existsSync(join(dir, `directory.${process.pid}.new`)), 'and nothing is left beside it')
})
