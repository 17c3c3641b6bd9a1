import { Option, type Command } from 'commander'
import { begin } from '../commands/begin.js'
import { captureTick } from '../commands/capture-tick.js'
import { contextTick } from '../commands/context-tick.js'
import { failed } from '../commands/failed.js'
import { recover } from '../commands/recover.js'
import { rollover } from '../commands/rollover.js'
import { tokenTick } from '../commands/token-tick.js'
import { parseSessionId } from '../core/session/session-id.js'
import type { CommandLine } from './command-line.js'
import { lesson } from './lesson.js'
import { sessionArgument } from './session-argument.js'
import { showValue } from './show-value.js'

/** The commands that the units run. In: the program they are added to; the process it runs in. */
export const addUnitCommands = (cli: Command, line: CommandLine): void => {
  const { environment } = line
  cli
    .command('begin')
    .description('find the pane of a session and make or resume its state (what claude-session@ID runs)')
    .addArgument(sessionArgument('<ID>', 'live'))
    .action(async id => begin(environment(), parseSessionId(id)))
  cli
    .command('capture-tick')
    .description('capture what is new, once (what the timer runs)')
    .addArgument(sessionArgument('<ID>', 'live'))
    .action(async id => captureTick(environment(), parseSessionId(id)))
  cli
    .command('context-tick')
    .description('refresh context.json by what is new, once (what the timer runs)')
    .addArgument(sessionArgument('<ID>', 'live'))
    .option('--json', 'print what was done')
    .action(async (id, options) => {
      const done = await contextTick(environment(), parseSessionId(id))
      if (options.json) showValue(line, done, true, () => '')
    })
  cli
    .command('token-tick')
    .description('refresh the token budget, its footer and its alerts (what the timer runs)')
    .addArgument(sessionArgument('<ID>', 'live'))
    .action(async id => tokenTick(environment(), parseSessionId(id)))
  cli
    .command('rollover')
    .description('at a boundary: freeze this session and let a new one go on in its pane (run by its unit)')
    .addArgument(sessionArgument('<OLD>', 'live'))
    .addHelpText(
      'after',
      lesson(
        "A boundary is a compaction or a clear of Claude Code's context; the hook or tick that notices it asks for this. Without a boundary it does nothing. Cut off at any point, it is simply run again. The old session's files are then in history/, and the session.toml of either session names the other.",
      ),
    )
    .action(async id => rollover(environment(), parseSessionId(id)))
  cli
    .command('recover')
    .description('at login: finish the sessions whose pane is gone, resume those whose pane lives (run by its unit)')
    .option('--json', 'print what was done, as an array of objects')
    .addOption(new Option('--no-supervisor', 'the unit calls this: start units only, since what it starts itself ends with it').hideHelp())
    .addHelpText(
      'after',
      lesson(
        'After a crash, a kill or a power loss: ends and rollovers that were cut off are finished, a session whose pane is gone is ended with what had been seen of it and a gap, and one whose pane lives gets its ticks back, from its units or, where there is no user manager, from an embedded supervisor. What somebody is at work on is left alone. With nothing to do it does nothing. The exit code is that of the first trouble; the other sessions are recovered all the same.',
      ),
    )
    .action(async options => {
      const { done, failure } = await recover(environment(), { supervisor: options.supervisor, progress: (done, total) => line.progress(`${done} of ${total} sessions looked at`) })
      line.progress('')
      if (options.json) showValue(line, done, true, () => '')
      if (failure !== undefined) throw failure
    })
  cli
    .command('failed')
    .description('remember that a unit failed (what OnFailure= runs)')
    .argument('<UNIT>', 'for example claude-session-capture@work.service')
    .action(unit => failed(environment(), unit))
}
