import { Command } from 'commander'
import t from 'tap'
import { UsageError } from '../../src/errors.js'
import { addPeopleCommands } from '../../src/program/add-people-commands.js'
import { commandLine } from '../helpers/command-line.js'

t.test('words that cannot be meant are refused before anything is done', async t => {
  const line = commandLine({ HOME: t.testdir({}) })
  const typed = async (...words: string[]): Promise<string | undefined> => {
    const cli = new Command('claude-session').exitOverride()
    addPeopleCommands(cli, line)
    await cli.parseAsync(['node', 'claude-session', ...words])
    return line.printed.pop()
  }
  await t.rejects(typed('end', '../x'), UsageError)
  await t.rejects(typed('end'), UsageError, 'no pane, no session')
  for (const every of ['0', 'x', '100000']) await t.rejects(typed('run', 'work', '--every', every), UsageError, every)
})
