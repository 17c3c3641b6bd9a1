import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { followCopy, sameBytes, type Followed } from '../../../src/shell/transcript/follow-copy.js'

const open = (t: Test, one: string, other: string): [number, number] => {
  const dir = t.testdir({ one, other })
  const fds: [number, number] = [openSync(join(dir, 'one'), 'r'), openSync(join(dir, 'other'), 'r')]
  t.teardown(() => fds.forEach(fd => closeSync(fd)))
  return fds
}
const follow = (t: Test, copy: string, source: string, from = 0): Followed | undefined => {
  const [one, other] = open(t, copy, source)
  return followCopy(one, { offset: 0, end: copy.length }, other, from)
}

t.test('a copy is found again in its source, with damaged and empty lines between', async t => {
  t.strictSame(follow(t, '{"a":1}\n{"a":2}\n', '{"a":1}\n\nnone\n{"a":2}\n{"a":3}\n'), { offset: 22, lines: 2, damaged: [{ offset: 9, end: 14 }] })
  t.strictSame(follow(t, '{"a":1}\n', '{"a":0}\n{"a":1}\n', 8), { offset: 16, lines: 1, damaged: [] })
})

t.test('not when a record is missing, changed or the source ends before', async t => {
  t.equal(follow(t, '{"a":1}\n{"a":3}\n', '{"a":1}\n{"a":2}\n{"a":3}\n'), undefined)
  t.equal(follow(t, '{"a":1}\n', '{"a":2}\n'), undefined)
  t.equal(follow(t, '{"a":1}\n{"a":2}\n', '{"a":1}\n'), undefined)
  t.equal(follow(t, '{"a":1}\n', '{"a":1}'), undefined)
})

t.test('bytes are compared to the last, beyond 64 KB too', async t => {
  const long = 'x'.repeat(200_000)
  const [one, other] = open(t, `${long}a`, `b${long}c`)
  t.equal(sameBytes(one, 0, other, 1, 200_000), true)
  t.equal(sameBytes(one, 0, other, 1, 200_001), false)
  t.equal(sameBytes(one, 0, other, 1, 65_537), true)
  t.equal(sameBytes(one, 199_999, other, 200_000, 3), false)
  t.equal(sameBytes(one, 200_000, one, 200_000, 2), false, 'nor are two that end')
  t.equal(sameBytes(one, 0, other, 0, 10), false)
  t.equal(sameBytes(one, 200_000, other, 200_001, 5), false, 'a file that ends is not the same')
})
