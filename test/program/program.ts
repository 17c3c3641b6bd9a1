import t from 'tap'
import { afterHelp } from '../../src/program/after-help.js'
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

t.test('no help is wider than a terminal of 80 columns, and what people type is shown by an example', async t => {
  const cli = program(commandLine({}))
  for (const command of [cli, ...cli.commands]) {
    const help = `${command.helpInformation()}${afterHelp(command)}`
    for (const row of help.split('\n')) t.ok(row.length <= 80, `${command.name()}: ${row}`)
    if (command.helpGroup() === 'For people:') t.match(help, new RegExp(`^Examples?:\n(?: {2}.*\n)* {2}.*claude-session ${command.name()}`, 'm'), command.name())
  }
})

t.test('a word that a command does not know points at the help of that command', async t => {
  const cli = program(commandLine({}))
  let said = ''
  for (const command of [cli, ...cli.commands]) command.configureOutput({ writeErr: text => void (said += text) })
  await t.rejects(cli.parseAsync(['node', 'claude-session', 'list', '--nonsense']), { code: 'commander.unknownOption' })
  t.match(said, /\(claude-session list --help tells more\)\n$/)
})

t.test('what is wrong with the words is thrown, not left by', async t => {
  const cli = program(commandLine({}))
  for (const command of [cli, ...cli.commands]) command.configureOutput({ writeErr: () => undefined })
  await t.rejects(cli.parseAsync(['node', 'claude-session', 'begin']), { code: 'commander.missingArgument' })
})
