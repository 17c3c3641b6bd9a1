import { closeSync, openSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { appendRanges } from '../../../src/shell/files/append-ranges.js'

t.test('ranges are appended in order to a file of mode 0600', async t => {
  const dir = t.testdir({ source: '0123456789' })
  const fd = openSync(join(dir, 'source'), 'r')
  t.teardown(() => closeSync(fd))
  t.equal(appendRanges(join(dir, 'copy'), fd, [{ offset: 1, end: 3 }, { offset: 5, end: 6 }]), 3)
  t.equal(appendRanges(join(dir, 'copy'), fd, [{ offset: 9, end: 10 }]), 4)
  t.equal(readFileSync(join(dir, 'copy'), 'utf8'), '1259')
  t.equal(statSync(join(dir, 'copy')).mode & 0o777, 0o600)
})

t.test('a range larger than what is held in memory ends where it should', async t => {
  const text = Array.from({ length: 80_000 }, (_, index) => String(index % 10_000).padStart(5, '0')).join('')
  const dir = t.testdir({ source: text })
  const fd = openSync(join(dir, 'source'), 'r')
  t.teardown(() => closeSync(fd))
  t.equal(appendRanges(join(dir, 'copy'), fd, [{ offset: 7, end: 300_007 }]), 300_000)
  t.equal(readFileSync(join(dir, 'copy'), 'utf8'), text.slice(7, 300_007))
})

t.test('what could not be written whole is cut off again', async t => {
  const dir = t.testdir({ source: 'abc', copy: 'old\n' })
  const fd = openSync(join(dir, 'source'), 'r')
  t.teardown(() => closeSync(fd))
  t.throws(() => appendRanges(join(dir, 'copy'), fd, [{ offset: 0, end: 2 }, { offset: 2, end: 9 }]), { exitCode: 74, message: /shorter/ })
  t.equal(readFileSync(join(dir, 'copy'), 'utf8'), 'old\n')
})

t.test('never writes through a link', async t => {
  const dir = t.testdir({ source: 'abc', victim: 'safe' })
  symlinkSync('victim', join(dir, 'copy'))
  const fd = openSync(join(dir, 'source'), 'r')
  t.teardown(() => closeSync(fd))
  t.throws(() => appendRanges(join(dir, 'copy'), fd, [{ offset: 0, end: 1 }]), { exitCode: 74, message: /ELOOP/ })
  t.equal(readFileSync(join(dir, 'victim'), 'utf8'), 'safe')
})
