import { Command } from 'commander'
import t from 'tap'
import { UsageError } from '../../src/errors.js'
import { addUnitCommands } from '../../src/program/add-unit-commands.js'
import { commandLine } from '../helpers/command-line.js'

t.test('what the units run takes one ID, and refuses one that is none', async t => {
  const cli = new Command('claude-session').exitOverride()
  addUnitCommands(cli, commandLine({ HOME: t.testdir({}) }))
  for (const name of ['begin', 'capture-tick', 'context-tick', 'token-tick', 'rollover']) await t.rejects(cli.parseAsync(['node', 'claude-session', name, '../x']), UsageError, name)
})
