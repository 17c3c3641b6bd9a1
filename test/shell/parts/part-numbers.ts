import t from 'tap'
import { partNumbers } from '../../../src/shell/parts/part-numbers.js'

t.test("the parts of one session in the order of their numbers, and nobody else's", async t => {
  const dir = t.testdir({ 'session_00001_PART2.md': '', 'session_00001_PART10.md': '', 'session_00001_PART1.md': '', 'session_00002_PART3.md': '', 'session_00001_PART1.md.damaged-1': '' })
  t.same(partNumbers(dir, 1), [1, 2, 10])
  t.same(partNumbers(`${dir}/none`, 1), [])
})
