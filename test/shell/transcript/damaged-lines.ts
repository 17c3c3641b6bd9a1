import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { damagedFile, keepDamaged, readKept } from '../../../src/shell/transcript/damaged-lines.js'

t.test('damaged lines are kept verbatim; those that a killed run kept already are counted and not kept twice', async t => {
  const dir = t.testdir({ source: 'one\n\0two\none\n' })
  const fd = openSync(join(dir, 'source'), 'r')
  t.teardown(() => closeSync(fd))
  const [one, two, again] = [{ offset: 0, end: 4 }, { offset: 4, end: 9 }, { offset: 9, end: 13 }]
  const kept = keepDamaged(dir, fd, [one, two], readKept(dir, 0))
  t.equal(kept.bytes, 9)
  appendFileSync(damagedFile(dir), 'to')
  t.equal(keepDamaged(dir, fd, [one, two, again], readKept(dir, 0)).bytes, 13, 'the second of two equal lines is new')
  t.equal(readFileSync(damagedFile(dir), 'latin1'), 'one\n\0two\none\n')
  t.equal(keepDamaged(dir, fd, [one], readKept(dir, 13)).bytes, 17, 'what is counted stands for nothing else')
})

t.test('of equal lines as many are taken for kept as are kept, also when they are met one by one', async t => {
  const dir = t.testdir({ source: 'one\none\none\n' })
  const fd = openSync(join(dir, 'source'), 'r')
  t.teardown(() => closeSync(fd))
  const [first, second, third] = [{ offset: 0, end: 4 }, { offset: 4, end: 8 }, { offset: 8, end: 12 }]
  keepDamaged(dir, fd, [first, second], readKept(dir, 0))
  const kept = keepDamaged(dir, fd, [second], keepDamaged(dir, fd, [first], readKept(dir, 0)))
  t.equal(kept.bytes, 8)
  t.equal(keepDamaged(dir, fd, [third], kept).bytes, 12)
})

t.test('lines are told from each other to their last byte, and what is kept is left as it is', async t => {
  const long = 'x'.repeat(100_000)
  const dir = t.testdir({ source: `${long}1\n${long}2\n` })
  const fd = openSync(join(dir, 'source'), 'r')
  t.teardown(() => closeSync(fd))
  const [one, two] = [{ offset: 0, end: 100_002 }, { offset: 100_002, end: 200_004 }]
  keepDamaged(dir, fd, [one], readKept(dir, 0))
  const kept = readKept(dir, 0)
  t.equal(readFileSync(damagedFile(dir), 'latin1'), `${long}1\n`)
  keepDamaged(dir, fd, [two], kept)
  t.equal(readFileSync(damagedFile(dir), 'latin1'), `${long}1\n${long}2\n`)
})
