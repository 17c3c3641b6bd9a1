import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { repairPart } from '../../../src/shell/parts/repair-part.js'

const repaired = (file: string, from = 0): { good: string; aside?: string } => {
  const { good, aside } = repairPart(file, from, readFileSync(file).subarray(from))
  return { good: good.toString(), ...(aside === undefined ? {} : { aside }) }
}

t.test('whole lines stay as they are', async t => {
  const file = join(t.testdir({ part: 'a\né\n\n' }), 'part')
  t.same(repaired(file), { good: 'a\né\n\n' })
})

t.test('a torn last line is cut, also in the middle of a character, and nothing is set aside', async t => {
  for (const torn of ['a\nb\nto', Buffer.concat([Buffer.from('a\nb\n'), Buffer.from('é').subarray(0, 1)])]) {
    const dir = t.testdir({ part: torn })
    t.same(repaired(join(dir, 'part'), 2), { good: 'b\n' })
    t.equal(readFileSync(join(dir, 'part'), 'utf8'), 'a\nb\n')
    t.same(readdirSync(dir), ['part'])
  }
})

t.test('damage is set aside under the next free number, then cut', async t => {
  const dir = t.testdir({ part: 'a\n\0\0\nb\n', 'part.damaged-1': 'earlier' })
  t.same(repaired(join(dir, 'part')), { good: 'a\n', aside: join(dir, 'part.damaged-2') })
  t.equal(readFileSync(join(dir, 'part'), 'utf8'), 'a\n')
  t.equal(readFileSync(join(dir, 'part.damaged-1'), 'utf8'), 'earlier')
  t.equal(readFileSync(join(dir, 'part.damaged-2'), 'utf8'), '\0\0\nb\n')
  t.equal(statSync(join(dir, 'part.damaged-2')).mode & 0o777, 0o600)
})

t.test('damage that begins with the first byte is set aside too', async t => {
  const dir = t.testdir({ part: '\0\nb\n' })
  t.same(repaired(join(dir, 'part')), { good: '', aside: join(dir, 'part.damaged-1') })
  t.equal(readFileSync(join(dir, 'part.damaged-1'), 'utf8'), '\0\nb\n')
})

t.test('what cannot be set aside is not cut', async t => {
  const name = 'x'.repeat(250)
  const dir = t.testdir({ [name]: 'a\n\0\n' })
  t.throws(() => repaired(join(dir, name)), { exitCode: 74, message: /Setting aside .* failed: ENAMETOOLONG/ })
  t.equal(readFileSync(join(dir, name), 'utf8'), 'a\n\0\n')
})
