import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { readWholeLines } from '../../../src/shell/files/read-whole-lines.js'

const pieces = (t: Test, text: string, from = 0): string[] => {
  const file = join(t.testdir({}), 'part')
  writeFileSync(file, text)
  const fd = openSync(file, 'r')
  t.teardown(() => closeSync(fd))
  return [...readWholeLines({ file, fd }, from)].map(piece => piece.toString())
}

t.test('every whole line in order, in pieces that end where a line does; a torn one is left out', async t => {
  const text = Array.from({ length: 60_000 }, (_, line) => `line ${line}\n`).join('')
  const found = pieces(t, `${text}torn`)
  t.ok(found.length > 2)
  for (const piece of found) t.ok(piece.endsWith('\n'))
  t.equal(found.join(''), text)
  t.equal(pieces(t, text, text.indexOf('line 59999')).join(''), 'line 59999\n')
})

t.test('a line longer than what is read at a time is whole', async t => {
  const long = `${'x'.repeat(500_000)}\n`
  t.equal(pieces(t, `a\n${long}b\n`).join(''), `a\n${long}b\n`)
  const full = 'x'.repeat(131_072)
  t.same(pieces(t, `${full}\nb\ntorn`), [`${full}\nb\n`], 'also one that ends with what is read at a time')
  t.same(pieces(t, `${full}\ntorn`), [`${full}\n`])
  t.same(pieces(t, ''), [])
  t.same(pieces(t, 'torn'), [])
})

t.test('what cannot be read is named', async t => {
  t.throws(() => [...readWholeLines({ file: '/a/part', fd: 9_999 })], { exitCode: 74, message: 'Reading /a/part failed: EBADF' })
})
