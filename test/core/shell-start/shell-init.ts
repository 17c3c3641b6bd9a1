import t from 'tap'
import { shellInit } from '../../../src/core/shell-start/shell-init.js'
import { shells } from '../../../src/core/text/quote-word.js'

t.test('each shell gets its own text, whose first line says what it is', async t => {
  const texts = shells.map(shell => shellInit(shell, '/home/me/.local/bin/claude-session', '1.2.3'))
  t.equal(new Set(texts).size, 3)
  for (const [index, shell] of shells.entries()) t.match(texts[index], new RegExp(`^# claude-session 1\\.2\\.3 for ${shell}: `))
})
