import { Command } from 'commander'
import t from 'tap'
import { UsageError } from '../../src/errors.js'
import { addPeopleCommands } from '../../src/program/add-people-commands.js'
import { commandLine } from '../helpers/command-line.js'

t.test('a command prints text, or JSON where it is asked for', async t => {
  const line = commandLine({ HOME: t.testdir({}) })
  const typed = async (...words: string[]): Promise<string | undefined> => {
    const cli = new Command('claude-session').exitOverride()
    addPeopleCommands(cli, line)
    await cli.parseAsync(['node', 'claude-session', ...words])
    return line.printed.pop()
  }
  t.match(await typed('list'), /^No sessions yet\./)
  t.equal(await typed('list', '--json'), '[]')
  t.match(await typed('status', '--watch'), /^No live sessions\./, 'a watch ends when it is told to')
  t.match(await typed('where'), /^root +\/.*\nsessions +\//)
  t.equal(JSON.parse((await typed('show', '--schema')) ?? '').type, 'object')
  await t.rejects(typed('show', 'work'), UsageError)
  await t.rejects(typed('end', '../x'), UsageError)
  for (const every of ['0', 'x', '100000']) await t.rejects(typed('run', 'work', '--every', every), UsageError, every)
})
