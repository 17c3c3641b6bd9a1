import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { replaceFile } from '../../../src/shell/files/replace-file.js'

t.test('the new text stands whole in the old one\'s place, 0600, with nothing beside it', async t => {
  const dir = t.testdir({ file: 'old', 'file.new': 'left by a crash' })
  for (const durable of [true, false]) {
    replaceFile(join(dir, 'file'), `néw ${durable}\n`, { durable })
    t.equal(readFileSync(join(dir, 'file'), 'utf8'), `néw ${durable}\n`)
  }
  t.equal(statSync(join(dir, 'file')).mode & 0o777, 0o600)
  t.same(readdirSync(dir), ['file'])
})

t.test('a file of somebody else keeps its mode whatever the umask, and a name beside it that is not ours', async t => {
  const dir = t.testdir({ file: 'old', 'file.new': 'theirs' })
  replaceFile(join(dir, 'file'), 'text', { mode: 0o666, suffix: '.ours' })
  t.equal(statSync(join(dir, 'file')).mode & 0o777, 0o666)
  t.same(readdirSync(dir), ['file', 'file.new'])
})

t.test('a link that was planted is replaced, never written through', async t => {
  const dir = t.testdir({ victim: 'safe' })
  for (const name of ['file', 'file.new']) symlinkSync('victim', join(dir, name))
  replaceFile(join(dir, 'file'), 'text')
  t.equal(readFileSync(join(dir, 'victim'), 'utf8'), 'safe')
  t.equal(readFileSync(join(dir, 'file'), 'utf8'), 'text')
})

t.test('what fails is an IoError and leaves the old file', async t => {
  const dir = t.testdir({ file: 'old' })
  mkdirSync(join(dir, 'file.new'))
  t.throws(() => replaceFile(join(dir, 'file'), 'text'), { exitCode: 74, message: /Removing .*file\.new failed: E/ })
  t.equal(readFileSync(join(dir, 'file'), 'utf8'), 'old')
  writeFileSync(join(dir, 'no'), '')
  t.throws(() => replaceFile(join(dir, 'no/file'), 'text'), { exitCode: 74, message: /ENOTDIR/ })
})
