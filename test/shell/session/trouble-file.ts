import { mkdirSync, statSync } from 'node:fs'
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
  t.same([dir, join(dir, 'work')].map(made => statSync(made).mode & 0o777), [0o700, 0o700])
  mkdirSync(join(dir, 'odd', 'trouble'), { recursive: true })
  t.throws(() => clearTrouble(dir, 'odd'), { exitCode: 74, message: /Removing .*trouble failed/ }, 'what cannot be cleared stands, and is said')
})
