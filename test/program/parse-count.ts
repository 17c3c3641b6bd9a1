import t from 'tap'
import { UsageError } from '../../src/errors.js'
import { parseCount } from '../../src/program/parse-count.js'

t.test('a number of lines, none, or what is said about a word that is none', async t => {
  t.equal(parseCount('-n', '20'), 20)
  t.equal(parseCount('-n', '0'), 0)
  t.equal(parseCount('-n', undefined), undefined)
  for (const word of ['-1', '1.5', 'all', '', '1e3']) t.throws(() => parseCount('--tail', word), new UsageError(`--tail ${word} is not a number of lines`), word)
})
