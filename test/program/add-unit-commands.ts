import { rmSync } from 'node:fs'
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

t.test('a recovery prints what it did as JSON, and exits with the first trouble after all is done', async t => {
  const home = t.testdir({ '.local': { state: { 'claude-session': { history: {}, sessions: { bad: { 'session.toml': 'id = ' } } } } } })
  const cli = new Command('claude-session').exitOverride()
  const line = commandLine({ HOME: home, CLAUDE_SESSION_SHM: home })
  addUnitCommands(cli, line)
  await t.rejects(cli.parseAsync(['node', 'claude-session', 'recover', '--json']), { exitCode: 65, message: /^1 of 1 could not be recovered: bad: / })
  t.match(JSON.parse(line.printed.join('')), [{ id: 'bad', did: 'failed', exitCode: 65 }])
  rmSync(`${home}/.local/state/claude-session/sessions/bad`, { recursive: true })
  await cli.parseAsync(['node', 'claude-session', 'recover'])
  t.equal(line.printed.length, 1, 'without --json nothing is printed')
})
