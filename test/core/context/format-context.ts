import { readFileSync } from 'node:fs'
import t from 'tap'
import { formatContext } from '../../../src/core/context/format-context.js'
import { contextOf } from '../../helpers/extract-text.js'

t.test('everything is there, with where it came from', async t => {
  const text = formatContext(contextOf(readFileSync('test/fixtures/context/two-compactions.jsonl', 'utf8')))
  for (const line of [
    /^work: context from the transcript up to 2026-/,
    /^Corrections \(3\)\n {2}No, don't add a dependency for this\. Quote the fields yourself: it is ten lines\. {2}\(.+, 2026-01-01 00:00:\d\d 00000000\)$/m,
    /^ {2}src\/report\/csv\.ts {2}3 times, Write Edit/m,
    /^ {2}answer: Should the summary export have totals\? No/m,
    /^ {2}failed 1 {4}npm test -- report: .*\S {2}\(/m,
    /^ {2}active: # CSV export/m,
  ]) t.match(text, line)
})

t.test('what is empty is not mentioned; when all is, it says when there will be more', async t => {
  t.equal(formatContext(contextOf('')), 'work: context from the transcript\n\nNothing so far. That of a live session is read on every ten minutes, and at a boundary.')
})
