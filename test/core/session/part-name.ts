import t from 'tap'
import { partName, partNumber } from '../../../src/core/session/part-name.js'

t.test('a part is found again by its name, for its own session only', async t => {
  for (const number of [1, 7, 99_999, 100_000]) {
    for (const part of [1, 2, 10, 1_000]) {
      t.equal(partNumber(number, partName(number, part)), part)
      t.equal(partNumber(number + 1, partName(number, part)), undefined)
    }
  }
  t.equal(partName(1, 1), 'session_00001_PART1.md')
})

t.test('what stands beside the parts is none', async t => {
  for (const name of ['session_00001_PART1.md.damaged-1', 'session_1_PART1.md', 'session_00001_PART0.md', 'session_00001_PART01.md', 'session_00001_PART.md', 'session.toml', 'session_00001_PART1.md\n']) {
    t.equal(partNumber(1, name), undefined, name)
  }
})
