import { join } from 'node:path'
import t from 'tap'
import { clearTrouble, readTrouble, writeTrouble } from '../../../src/shell/session/trouble-file.js'

t.test('trouble stands until it is cleared, each session\'s by itself', async t => {
  const dir = join(t.testdir({}), 'run')
  const uid = process.getuid?.() ?? 0
  t.equal(readTrouble(dir, 'work'), undefined)
  clearTrouble(dir, 'work')
  writeTrouble(dir, 'work', 'first', uid)
  writeTrouble(dir, 'work', 'second', uid)
  writeTrouble(dir, 'other', 'its own', uid)
  t.equal(readTrouble(dir, 'work'), 'second')
  clearTrouble(dir, 'work')
  t.equal(readTrouble(dir, 'work'), undefined)
  t.equal(readTrouble(dir, 'other'), 'its own')
})
