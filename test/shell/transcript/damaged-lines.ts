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
