import { appendFileSync, closeSync, openSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { copyGrowingFile } from '../../../src/shell/transcript/copy-growing-file.js'

t.test('whole lines are appended, a torn one of ours is completed, a rewritten source goes on beside', async t => {
  const dir = t.testdir({ source: 'one\ntwo\nth' })
  const [source, target] = [join(dir, 'source'), join(dir, 'copy.jsonl')]
  const copy = (): number => {
    const fd = openSync(source, 'r')
    try {
      return copyGrowingFile(fd, target)
    } finally {
      closeSync(fd)
    }
  }
  t.equal(copy(), 8)
  t.equal(copy(), 0)
  truncateSync(target, 6)
  appendFileSync(source, 'ree\n')
  t.equal(copy(), 8)
  t.equal(readFileSync(target, 'utf8'), 'one\ntwo\nthree\n')
  writeFileSync(source, 'other\ntwo\nthree\nfour\n')
  copy()
  appendFileSync(source, 'five\n')
  t.equal(copy(), 5)
  t.equal(readFileSync(target, 'utf8'), 'one\ntwo\nthree\n')
  t.equal(readFileSync(`${target}.2`, 'utf8'), 'other\ntwo\nthree\nfour\nfive\n')
})
