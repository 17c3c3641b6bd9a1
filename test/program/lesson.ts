import t from 'tap'
import { lesson } from '../../src/program/lesson.js'

t.test('prose is broken to the width of a terminal, examples stand under each other', async t => {
  const words = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ')
  const text = lesson(words, [['x', 'does x'], ['x --long', 'does more'], ['x alone']])
  for (const row of text.split('\n')) t.ok(row.length <= 80, row)
  t.equal(text.split('\n\nExamples:')[0]?.trim().replaceAll('\n', ' '), words)
  t.match(text, /\n\nExamples:\n {2}x {9}does x\n {2}x --long {2}does more\n {2}x alone$/)
})

t.test('what there is not has no heading', async t => {
  t.equal(lesson('Says.'), '\nSays.')
  t.equal(lesson('', [['x']]), '\nExample:\n  x')
})
