import { Command } from 'commander'
import t from 'tap'
import { addWiringCommands } from '../../src/program/add-wiring-commands.js'
import { commandLine } from '../helpers/command-line.js'

t.test('a hook reports what went wrong and fails nobody; a status line prints its line; wire is not shown', async t => {
  const line = commandLine({ HOME: t.testdir({}) }, '{}')
  const typed = async (from: typeof line, ...words: string[]): Promise<Command> => {
    const cli = new Command('claude-session').exitOverride()
    addWiringCommands(cli, from)
    return cli.parseAsync(['node', 'claude-session', ...words])
  }
  const cli = await typed(line, 'statusline')
  t.same(line.printed, ['context unknown · not captured: claude-session start'])
  t.notMatch(cli.helpInformation(), /\bwire\b/)
  const broken = { ...line, input: (): string => { throw new Error('no input') } }
  await typed(broken, 'hook')
  t.match(line.reported, [{ message: 'no input' }])
  await typed(line, 'wire', 'footer')
  t.match(line.printed.pop(), /@claude_tokens/)
})
