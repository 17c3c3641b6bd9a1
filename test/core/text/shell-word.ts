import { execFileSync } from 'node:child_process'
import t from 'tap'
import { shellWord } from '../../../src/core/text/shell-word.js'

t.test('any text comes out of a shell as it went in', async t => {
  for (const text of ['/usr/bin/node', 'a b', "it's", '$(touch /tmp/x)', '`id`', '"', '\\', '~', '*', 'a\nb', '', ';', "''"]) {
    t.equal(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' }), text, JSON.stringify(text))
  }
  t.equal(shellWord('/usr/bin/node'), '/usr/bin/node', 'without quotes where none are needed')
})
