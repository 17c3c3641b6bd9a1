import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { shareLog } from '../../../src/shell/session/share-log.js'

t.test('what is said to the one is said to the other', async t => {
  const dir = t.testdir({ old: {}, next: {}, without: {} })
  writeFileSync(join(dir, 'old/supervisor.log'), 'one\n')
  shareLog(join(dir, 'old'), join(dir, 'next'))
  appendFileSync(join(dir, 'old/supervisor.log'), 'two\n')
  t.equal(readFileSync(join(dir, 'next/supervisor.log'), 'utf8'), 'one\ntwo\n')
  shareLog(join(dir, 'old'), join(dir, 'next'))
  shareLog(join(dir, 'without'), join(dir, 'next'))
  shareLog(join(dir, 'next'), join(dir, 'gone'))
  t.equal(existsSync(join(dir, 'gone')), false)
})
