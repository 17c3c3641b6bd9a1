import t from 'tap'
import { lazyLine } from '../../../src/core/tmux/lazy-line.js'

t.test('a line is cleaned once, and only when it is asked for', async t => {
  let cleaned = 0
  const line = lazyLine(text => `${text}${(cleaned += 1)}`)('a', 7)
  t.equal(cleaned, 0)
  t.equal(line.end, 7)
  t.same([line.text, line.text], ['a1', 'a1'])
})
