import t from 'tap'
import { completions, completionShells } from '../../src/program/completions.js'
import { program } from '../../src/program/program.js'
import { commandLine } from '../helpers/command-line.js'

t.test('a script for each shell, made from the program alone', async t => {
  t.same(completionShells, ['bash', 'zsh', 'fish'])
  const cli = program({ ...commandLine({}), environment: () => t.fail('no environment is made') as never })
  for (const shell of completionShells) t.match(completions(cli, shell), new RegExp(`^#[^]*${shell} completion for claude-session[^]*capture-tick[^]*\\n$`))
})
