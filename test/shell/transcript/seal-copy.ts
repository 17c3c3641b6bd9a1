import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { sealCopy } from '../../../src/shell/transcript/seal-copy.js'

t.test('a torn last line is cut, whole ones stay', async t => {
  const file = join(t.testdir({ file: '{}\nnone\n{}\n{"a' }), 'file')
  t.equal(sealCopy(file, 0, { judged: false }), 11)
  t.equal(readFileSync(file, 'utf8'), '{}\nnone\n{}\n')
})

t.test('where all is ours, a line that is no record is cut with what follows', async t => {
  const file = join(t.testdir({ file: 'theirs\n{}\n\0\0\n{}\n' }), 'file')
  t.equal(sealCopy(file, 7, { judged: true }), 10)
  t.equal(readFileSync(file, 'utf8'), 'theirs\n{}\n')
})

t.test('a file that is shorter than was counted, or not there, is left alone', async t => {
  const dir = t.testdir({ file: 'ab' })
  t.equal(sealCopy(join(dir, 'file'), 9, { judged: true }), 2)
  t.equal(readFileSync(join(dir, 'file'), 'utf8'), 'ab')
  t.equal(sealCopy(join(dir, 'none'), 0, { judged: true }), 0)
  symlinkSync('file', join(dir, 'link'))
  t.throws(() => sealCopy(join(dir, 'link'), 0, { judged: true }), { exitCode: 74, message: /Repairing .*link failed: ELOOP/ }, 'what is not ours is no missing one')
})
