import { Option, type Command } from 'commander'
import { end } from '../commands/end.js'
import { run, runTimes } from '../commands/run.js'
import { startByShell } from '../commands/start-by-shell.js'
import { start } from '../commands/start.js'
import { where } from '../commands/where.js'
import { parseSessionId } from '../core/session/session-id.js'
import { UsageError } from '../errors.js'
import type { CommandLine } from './command-line.js'
import { lesson } from './lesson.js'
import { sessionArgument } from './session-argument.js'
import { sessionHere } from './session-here.js'
import { showValue } from './show-value.js'

/** The commands by which people begin and end sessions. In: the program they are added to; the process it runs in. */
export const addPeopleCommands = (cli: Command, line: CommandLine): void => {
  const { environment } = line
  cli
    .command('start')
    .description('begin a session in this pane, start its units, print its ID')
    .option('--pane <%N>', 'another pane than this one')
    .option('--project <directory>', "another project than the pane's directory")
    .option('--id <ID>', 'an ID of your own instead of claude-<project>-<seconds>')
    .option('--worktree', 'in a git worktree of its own (branch claude-session/<ID>), where no other session changes its files')
    .option('--no-worktree', 'in none, whatever the settings say')
    .option('--json', 'print {"id": …}; with a worktree also its "worktree", "branch", and where to "cd"')
    .addOption(new Option('--provisional').hideHelp())
    .addOption(new Option('--by-shell <command>', 'the start-up text of a shell calls this, by this path').hideHelp())
    .addHelpText(
      'after',
      lesson('Only the ID goes to standard output. Where a systemd user manager can be reached, its timers do the work; else a small supervisor in the background does.', [
        ['claude-session start'],
        ['claude-session start --id work', 'under a name of your own'],
        ['claude-session start --pane %3', 'from another pane, or from outside of tmux'],
      ]),
    )
    .action(async options => {
      const id = await (options.byShell === undefined ? start(environment(), { ...options, confirm: line.confirm }) : startByShell(environment(), options))
      const { worktree, branch, cd } = where(environment(), id)
      showValue(line, { id, ...(worktree === undefined ? {} : { worktree, branch, cd }) }, options.json, value => value.id)
    })
  cli
    .command('end')
    .description('capture the last lines and the screen, join the parts, move everything to history/')
    .addArgument(sessionArgument('[ID]', 'live', '; default: the session of this pane'))
    .addOption(new Option('--keep-units', 'the units call this: do not stop them').hideHelp())
    .addHelpText(
      'after',
      lesson('The pane and what runs in it go on. Run again it does no harm: an end that was cut off is finished.', [['claude-session end'], ['claude-session end work'], ['claude-session where work', 'where it is now']]),
    )
    .action(async (id, options) => end(environment(), sessionHere(environment(), id), options))
  cli
    .command('run')
    .description('capture in the foreground, where there is no user manager: begin, ticks at their periods, end on SIGTERM or Ctrl-C')
    .addArgument(sessionArgument('<ID>', 'live'))
    .option('--every <seconds>', 'period of the capture tick', String(runTimes.captureEvery / 1000))
    .addOption(new Option('--no-begin', 'what starts it in the background calls this: take up a session that is live, begin none').hideHelp())
    .addHelpText('after', lesson('claude-session start does this in the background where it has to.', [['claude-session run work'], ['claude-session run work --every 60', 'captures each minute']]))
    .action(async (id, options) => {
      const seconds = Number(options.every)
      if (!(seconds >= 0.1 && seconds <= 86_400)) throw new UsageError(`--every ${options.every} is not a number of seconds between 0.1 and 86400`)
      await run(environment(), parseSessionId(id), line.stopSignal(), { ...runTimes, captureEvery: seconds * 1000, retryAfter: Math.min(runTimes.retryAfter, seconds * 1000) }, { begins: options.begin })
    })
}
