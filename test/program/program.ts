import t from 'tap'
import { program } from '../../src/program/program.js'
import { commandLine } from '../helpers/command-line.js'

t.test('every command says what it does, under one of three headings, and nothing is done for its help', async t => {
  const line = { ...commandLine({}), environment: () => t.fail('no environment is made') as never }
  const { commands } = program(line)
  for (const command of commands) {
    t.match(command.description(), /\w/, command.name())
    t.match(command.helpGroup(), /:$/, command.name())
  }
  t.ok(commands.length > 15, `${commands.length} commands`)
})

t.test('what is wrong with the words is thrown, not left by', async t => {
  const cli = program(commandLine({}))
  for (const command of [cli, ...cli.commands]) command.configureOutput({ writeErr: () => undefined })
  await t.rejects(cli.parseAsync(['node', 'claude-session', 'begin']), { code: 'commander.missingArgument' })
})
