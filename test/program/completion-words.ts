import { Argument, Command, Option } from 'commander'
import t from 'tap'
import { completionWords } from '../../src/program/completion-words.js'
import { sessionArgument, sessionOption } from '../../src/program/session-argument.js'

t.test('commands, options, choices and what is found on the disk; nothing that is hidden', async t => {
  const cli = new Command('x')
  cli.command('hidden', { hidden: true })
  cli
    .command('one')
    .description('does one')
    .addArgument(sessionArgument('<ID>', 'live'))
    .addArgument(new Argument('[way]').choices(['up', 'down']))
    .argument('[rest]')
    .option('-p, --project <NAME>', 'of')
    .option('--in <directory>', 'in')
    .option('--json', 'as JSON')
    .addOption(sessionOption('--session <ID>', 'only', 'all'))
    .addOption(new Option('--secret').hideHelp())
  const { name, commands } = completionWords(cli)
  t.equal(name, 'x')
  t.same(commands.map(command => command.name), ['one', 'help'])
  t.strictSame(commands[0], {
    name: 'one',
    description: 'does one',
    options: [
      { names: ['--project', '-p'], description: 'of', value: { found: 'projects' } },
      { names: ['--in'], description: 'in', value: { found: 'directories' } },
      { names: ['--json'], description: 'as JSON', value: undefined },
      { names: ['--session'], description: 'only', value: { found: 'all' } },
      { names: ['--help', '-h'], description: 'display help for command', value: undefined },
    ],
    places: [{ found: 'live' }, { choices: ['up', 'down'] }, { found: 'nothing' }],
  })
  t.same(commands[1]?.places, [{ choices: ['one', 'help'] }])
})
