import t from 'tap'
import { countNewlines } from '../../../src/core/text/count-newlines.js'

t.test('each line that ends is counted, empty ones too, a torn one not', async t => {
  for (const [text, lines] of [['', 0], ['torn', 0], ['a\n', 1], ['\n', 1], ['\n\n', 2], ['a\n\nb\nto', 3]] as const) t.equal(countNewlines(Buffer.from(text)), lines, JSON.stringify(text))
})
