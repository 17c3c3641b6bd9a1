import { appendFileSync, closeSync, openSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { copyGrowingFile } from '../../../src/shell/transcript/copy-growing-file.js'

const copied = (source: string, target: string): number => {
  const fd = openSync(source, 'r')
  try {
    return copyGrowingFile(fd, target)
  } finally {
    closeSync(fd)
  }
}

t.test('whole lines are appended, a torn one of ours is completed, a rewritten source goes on beside', async t => {
  const dir = t.testdir({ source: 'one\ntwo\nth' })
  const [source, target] = [join(dir, 'source'), join(dir, 'copy.jsonl')]
  const copy = (): number => copied(source, target)
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

t.test('a large source that was rewritten at either end is told from one that went on', async t => {
  const middle = `${'x'.repeat(999)}\n`.repeat(200)
  for (const rewritten of [`other\n${middle}last\n`, `first\n${middle}othr\n`]) {
    const dir = t.testdir({ source: `first\n${middle}last\n` })
    const [source, target] = [join(dir, 'source'), join(dir, 'copy.jsonl')]
    copied(source, target)
    writeFileSync(source, `${rewritten}more\n`)
    t.equal(copied(source, target), rewritten.length + 5)
    t.equal(readFileSync(`${target}.2`, 'utf8'), `${rewritten}more\n`)
  }
})

t.test('without a whole line nothing is made', async t => {
  const dir = t.testdir({ source: 'torn', out: {} })
  t.equal(copied(join(dir, 'source'), join(dir, 'out', 'copy.jsonl')), 0)
  t.same(readdirSync(join(dir, 'out')), [])
})
