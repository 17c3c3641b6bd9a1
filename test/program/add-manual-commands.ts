import { Command } from 'commander'
import t from 'tap'
import { addManualCommands } from '../../src/program/add-manual-commands.js'
import { commandLine } from '../helpers/command-line.js'

t.test('the manual page and the completions go to standard output, and a shell that is none is refused', async t => {
  const line = commandLine({})
  const typed = async (...words: string[]): Promise<string | undefined> => {
    const cli = new Command('claude-session').exitOverride().configureOutput({ writeErr: () => undefined })
    addManualCommands(cli, line)
    await cli.parseAsync(['node', 'claude-session', ...words])
    return line.printed.pop()
  }
  t.match(await typed('man'), /^\.\\" [^]*^\.TH CLAUDE\\-SESSION 1 /m)
  for (const shell of ['bash', 'zsh', 'fish']) t.match(await typed('completions', shell), new RegExp(`${shell} completion`))
  await t.rejects(typed('completions', 'tcsh'), { code: 'commander.invalidArgument' })
})
