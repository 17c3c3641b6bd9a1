import { spawnSync } from 'node:child_process'
import { chmodSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readForeignFile, writeForeignFile } from '../../../src/shell/files/foreign-file.js'

const modeOf = (file: string): number => statSync(file).mode & 0o7777

t.test('a file is replaced with its mode, and nothing is left beside it', async t => {
  const file = join(t.testdir({ file: '\ufeffold ü\r\n', 'file.new': 'not ours' }), 'file')
  for (const mode of [0o600, 0o640, 0o664, 0o400]) {
    chmodSync(file, mode)
    const found = readForeignFile(file)
    t.strictSame(found, { target: file, text: mode === 0o600 ? '\ufeffold ü\r\n' : 'new\n', mode })
    writeForeignFile(file, 'new\n', found)
    t.equal(readFileSync(file, 'utf8'), 'new\n')
    t.equal(modeOf(file), mode)
  }
  t.strictSame(readdirSync(join(file, '..')), ['file', 'file.new'])
})

t.test('a link stays, and its target is replaced where it is', async t => {
  const dir = t.testdir({ dotfiles: { real: 'old' }, claude: {} })
  symlinkSync('../dotfiles/real', join(dir, 'claude/one'))
  symlinkSync('one', join(dir, 'claude/two'))
  const file = join(dir, 'claude/two')
  writeForeignFile(file, 'new', readForeignFile(file))
  t.equal(readlinkSync(file), 'one')
  t.ok(lstatSync(join(dir, 'claude/one')).isSymbolicLink())
  t.equal(readFileSync(join(dir, 'dotfiles/real'), 'utf8'), 'new')
  t.strictSame(readdirSync(join(dir, 'dotfiles')), ['real'])
})

t.test('where nothing is, file and directories are made for their owner alone', async t => {
  const dir = t.testdir()
  t.equal(readForeignFile(join(dir, 'a/b/file')), undefined)
  writeForeignFile(join(dir, 'a/b/file'), 'text', undefined)
  t.strictSame(['a', 'a/b', 'a/b/file'].map(name => modeOf(join(dir, name))), [0o700, 0o700, 0o600])
  chmodSync(join(dir, 'a'), 0o755)
  writeForeignFile(join(dir, 'a/file'), 'text', undefined)
  t.equal(modeOf(join(dir, 'a')), 0o755, 'a directory that is there is left as it is')
})

t.test('what cannot be edited and put back is refused: no file, no text, a link to nothing or to a device', async t => {
  const dir = t.testdir({ directory: {} })
  symlinkSync('nowhere', join(dir, 'dangling'))
  symlinkSync('/dev/null', join(dir, 'null'))
  symlinkSync('loop', join(dir, 'loop'))
  symlinkSync('directory', join(dir, 'linked'))
  writeFileSync(join(dir, 'bytes'), Buffer.from([0x7b, 0xff, 0x7d]))
  spawnSync('mkfifo', [join(dir, 'fifo')])
  for (const name of ['directory', 'dangling', 'null', 'linked', 'bytes', 'fifo']) t.throws(() => readForeignFile(join(dir, name)), { exitCode: 65, message: /^(not |a link to )/ }, name)
  t.throws(() => readForeignFile(join(dir, 'loop')), { exitCode: 74, message: /Reading .*loop failed: ELOOP/ })
  t.throws(() => readForeignFile(join(dir, 'bytes/below')), { exitCode: 74, message: /ENOTDIR/ })
  t.throws(() => writeForeignFile(join(dir, 'bytes/below/file'), '', undefined), { exitCode: 73, message: /making .*below failed: ENOTDIR/ })
})
