import { spawnSync } from 'node:child_process'
import t from 'tap'
import { shells, quoteWord } from '../../../src/core/text/quote-word.js'
import { needs } from '../../helpers/needs.js'
import { commandProblem } from '../../helpers/user-manager.js'

const texts = ['plain', '', "it's", '\\', "\\'", 'a\\\\b', '$HOME `id` $(id)', '"', '#{pid}', 'two\nlines', '!x', '~', '*']

for (const shell of [...shells, 'sh'] as const) {
  t.test(`${shell} reads back what was quoted`, needs(commandProblem(shell)), async t => {
    for (const text of texts) t.equal(spawnSync(shell, ['-c', `printf '%s' ${quoteWord(text, shell)}`], { encoding: 'utf8' }).stdout, text)
  })
}
