import { Command } from 'commander'
import { chmodSync } from 'node:fs'
import t from 'tap'
import { addDoctorCommand } from '../../src/program/add-doctor-command.js'
import { commandLine } from '../helpers/command-line.js'
import { scratch } from '../helpers/fresh-home.js'

t.test('text, JSON, quiet, and an exit code for a problem alone', async t => {
  const home = scratch(t, 'home')
  const line = commandLine({ HOME: home, PATH: process.env.PATH ?? '', TMUX_TMPDIR: home, CLAUDE_SESSION_HOME: scratch(t, 'state') })
  const typed = async (...words: string[]): Promise<string | undefined> => {
    const cli = new Command('claude-session').exitOverride()
    addDoctorCommand(cli, line)
    await cli.parseAsync(['node', 'claude-session', 'doctor', ...words])
    return line.printed.pop()
  }
  t.match(await typed(), /✓ node +Node\.js[^]*checks are well$/)
  const findings = JSON.parse((await typed('--json')) ?? '') as object[]
  for (const found of findings) t.match(Object.keys(found), ['check', 'outcome', 'says', 'do'])
  t.notMatch(await typed('--quiet'), /✓/)
  chmodSync(line.environment().paths.root, 0o777)
  await t.rejects(typed(), { exitCode: 77, message: 'something is wrong', hint: /✗/ })
  t.match(line.printed.pop(), /✗ state-directory +others can write/, 'and what it is was said before')
  await t.rejects(typed('--json', '--installation'), { exitCode: 77, message: 'something is wrong' })
})
