import t from 'tap'
import { parseProcessStat } from '../../../src/core/transcript/parse-process-stat.js'

const rest = 'S 41 42 42 0 -1 4194560 2748 43983 0 17 1 10 43 25 20 0 1 0 1184462 5124096 1002'

t.test('the parent is field 4, the start field 22', async t => {
  t.same(parseProcessStat(`42 (bash) ${rest}\n`), { name: 'bash', alive: true, parent: 41, start: '1184462' })
})

t.test('a name may hold blanks, parentheses and what looks like the fields behind it', async t => {
  for (const name of ['a b', '((', ') S 1 1 1 1 (', 'x) R 1 2 3', '', ')']) t.match(parseProcessStat(`42 (${name}) ${rest}`), { name, parent: 41, start: '1184462' }, name)
})

t.test('a zombie is not alive', async t => {
  t.equal(parseProcessStat(`42 (claude) Z${rest.slice(1)}`)?.alive, false)
})

t.test('what is no such line is no process', async t => {
  for (const text of ['', '42', '42 (bash', '42 bash) S', '42 (bash) S 41', `42 (bash) S x${rest.slice(4)}`]) t.equal(parseProcessStat(text), undefined, text)
})
