import { Command } from 'commander'
import { version } from '../version.js'
import { addDoctorCommand } from './add-doctor-command.js'
import { addManualCommands } from './add-manual-commands.js'
import { addPeopleCommands } from './add-people-commands.js'
import { addReadingCommands } from './add-reading-commands.js'
import { addUnitCommands } from './add-unit-commands.js'
import { addWiringCommands } from './add-wiring-commands.js'
import type { CommandLine } from './command-line.js'
import { examples } from './examples.js'
import { exitCodes } from './exit-codes.js'
import { lesson } from './lesson.js'

/** All commands, their arguments and their help: the one source of what `--help`, the manual page and the completions say. In: the process they would run in. Out: a program that throws CommanderError instead of leaving. */
export const program = (line: CommandLine): Command => {
  const cli = new Command('claude-session')
    .description('Keeps every line of a tmux pane that Claude Code runs in. Begin with: claude-session start')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(claude-session --help shows all commands)')
    .addHelpText('after', lesson('', examples))
    .addHelpText('after', lesson(`Exit codes: ${exitCodes.map(([code, means]) => `${code} ${means}`).join(', ')}.`))
  cli.commandsGroup('For people:').helpCommand('help [command]', 'what a command takes, at length')
  addPeopleCommands(cli, line)
  addReadingCommands(cli, line)
  addDoctorCommand(cli, line)
  cli.commandsGroup('Called by Claude Code and the shell:')
  addWiringCommands(cli, line)
  addManualCommands(cli, line)
  cli.commandsGroup('Run by the units:')
  addUnitCommands(cli, line)
  for (const command of cli.commands) command.showHelpAfterError(`(${cli.name()} ${command.name()} --help tells more)`)
  return cli
}
