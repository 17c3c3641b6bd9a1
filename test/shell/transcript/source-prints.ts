import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { sourcePrints, type SourcePrints } from '../../../src/shell/transcript/source-prints.js'

const prints = (t: Test, text: string, offset: number): SourcePrints | undefined => {
  const fd = openSync(join(t.testdir({ file: text }), 'file'), 'r')
  t.teardown(() => closeSync(fd))
  return sourcePrints(fd, offset)
}

t.test('they stay while a file grows and change when its start or its end before the offset does', async t => {
  const text = 'x'.repeat(2_000)
  const known = prints(t, text, 2_000)
  t.strictSame(prints(t, `${text}more`, 2_000), known)
  t.not(prints(t, `y${text.slice(1)}`, 2_000)?.head, known?.head)
  t.not(prints(t, `${text.slice(1)}y`, 2_000)?.tail, known?.tail)
})

t.test('a file that is shorter has none', async t => {
  t.equal(prints(t, 'abc', 4), undefined)
  t.ok(prints(t, '', 0))
})
