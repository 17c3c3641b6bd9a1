import { appendFileSync, statSync, symlinkSync, utimesSync } from 'node:fs'
import t from 'tap'
import type { Sign } from '../../../src/core/session/boundary.js'
import { boundaryFile, boundaryNotedMs, noteSign, readBoundaryFile, writeBoundaryFile } from '../../../src/shell/session/boundary-file.js'

const sign = (key: string): Sign => ({ by: 'hook', kind: 'compact', at: 5, key, rolled: 0 })

t.test('a session that has seen nothing has no signs', async t => {
  t.same(readBoundaryFile(t.testdir(), 'x'), [])
})

t.test('signs are read as they were noted, and the file is its owner’s alone', async t => {
  const directory = t.testdir()
  noteSign(directory, 'x', sign('a'))
  noteSign(directory, 'x', sign('b'))
  t.same(readBoundaryFile(directory, 'x'), [sign('a'), sign('b')])
  t.equal(statSync(boundaryFile(directory, 'x')).mode & 0o777, 0o600)
})

t.test('a line that a crash tore does not swallow the next sign', async t => {
  const directory = t.testdir()
  noteSign(directory, 'x', sign('a'))
  appendFileSync(boundaryFile(directory, 'x'), '\n{"by":"ho')
  noteSign(directory, 'x', sign('b'))
  t.same(readBoundaryFile(directory, 'x'), [sign('a'), sign('b')])
})

t.test('a session begins with the signs that began it', async t => {
  const directory = t.testdir()
  writeBoundaryFile(directory, 'x', [{ ...sign('a'), rolled: 9 }])
  noteSign(directory, 'x', sign('b'))
  t.same(readBoundaryFile(directory, 'x'), [{ ...sign('a'), rolled: 9 }, sign('b')])
})

t.test('a file that cannot be written is an error that names it', async t => {
  t.throws(() => noteSign(`${t.testdir()}/missing`, 'x', sign('a')), { exitCode: 74, message: /missing\/\.boundary\.x/ })
})

t.test('when a sign was noted last is known, and that none was', async t => {
  const directory = t.testdir()
  t.equal(boundaryNotedMs(directory, 'x'), 0)
  noteSign(directory, 'x', sign('a'))
  utimesSync(boundaryFile(directory, 'x'), 1_000, 1_000)
  t.equal(boundaryNotedMs(directory, 'x'), 1_000_000)
  noteSign(directory, 'x', sign('b'))
  t.ok(Math.abs(boundaryNotedMs(directory, 'x') - Date.now()) < 60_000)
  symlinkSync('.boundary.y', boundaryFile(directory, 'y'))
  t.throws(() => boundaryNotedMs(directory, 'y'), { exitCode: 74, message: /Looking at .*\.boundary\.y failed: ELOOP/ })
})
