import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { readStretch } from '../../../src/shell/transcript/read-stretch.js'

const open = (t: Test, text: string): number => {
  const fd = openSync(join(t.testdir({ file: text }), 'file'), 'r')
  t.teardown(() => closeSync(fd))
  return fd
}

t.test('neighbouring records are one range, damaged lines one each, a torn one none', async t => {
  const fd = open(t, '{"a":1}\n{"a":2}\nbad\n\n{"a":3}\n{"a"')
  t.strictSame(readStretch(fd, 0, () => true), { sound: [{ offset: 0, end: 16 }, { offset: 21, end: 29 }], lines: 3, damaged: [{ offset: 16, end: 20 }], end: 29, more: false, stopped: undefined })
})

t.test('it stops before the boundary it is told to stop before, and asks about nothing else', async t => {
  const fd = open(t, '{"a":1}\n{"subtype":"compact_boundary","uuid":"x"}\n{"a":2}\n')
  const asked: string[] = []
  const stretch = readStretch(fd, 0, ({ uuid }, offset) => asked.push(`${uuid} ${offset}`) > 0)
  t.match(stretch, { lines: 1, end: 8, more: false, stopped: { offset: 8, record: { uuid: 'x' } } })
  t.strictSame(asked, ['x 8'])
  t.equal(readStretch(fd, 0, () => false).lines, 3)
})

t.test('a long file comes in stretches', async t => {
  const line = `{"a":"${'x'.repeat(999_990)}"}\n`
  const stretch = readStretch(open(t, line.repeat(12)), 0, () => false)
  t.ok(stretch.more)
  t.equal(stretch.lines, 9)
})
