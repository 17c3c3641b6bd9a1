import { Command } from 'commander'
import { version } from '../version.js'
import { addDoctorCommand } from './add-doctor-command.js'
import { addPeopleCommands } from './add-people-commands.js'
import { addUnitCommands } from './add-unit-commands.js'
import { addWiringCommands } from './add-wiring-commands.js'
import type { CommandLine } from './command-line.js'

/** All commands, their arguments and their help: the one source of what `--help` says. In: the process they would run in. Out: a program that throws CommanderError instead of leaving. */
export const program = (line: CommandLine): Command => {
  const cli = new Command('claude-session')
    .description('Keeps every line of a tmux pane that Claude Code runs in. Begin with: claude-session start')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(claude-session --help shows all commands)')
    .addHelpText(
      'after',
      `
Examples:
  claude-session start                            capture this tmux pane from now on
  systemctl --user start claude-session@work      the same, under a name of your own
  claude-session status                           what is captured, and whether all is well
  claude-session doctor                           whether all is well, and what to do
  claude-session where work                       the files
  claude-session end work                         last lines, joined file, history/
  journalctl --user -u 'claude-session*@work*'    its story

Exit codes: 0 done, 64 wrong usage, 65 damaged file, 69 no tmux or no pane, 73 cannot create, 74 input/output,
75 busy (try again), 77 unsafe permissions, 78 wrong set-up.`,
    )
  cli.commandsGroup('For people:')
  addPeopleCommands(cli, line)
  addDoctorCommand(cli, line)
  cli.commandsGroup('Called by Claude Code and the shell:')
  addWiringCommands(cli, line)
  cli.commandsGroup('Run by the units:')
  addUnitCommands(cli, line)
  return cli
}
