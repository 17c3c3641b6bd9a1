import { setTimeout as sleep } from 'node:timers/promises'
import { Option, type Command } from 'commander'
import { end } from '../commands/end.js'
import { list } from '../commands/list.js'
import { lost } from '../commands/lost.js'
import { run, runTimes } from '../commands/run.js'
import { showContext } from '../commands/show.js'
import { start } from '../commands/start.js'
import { status } from '../commands/status.js'
import { where } from '../commands/where.js'
import { contextSchema } from '../core/context-schema.js'
import { formatContext } from '../core/format-context.js'
import { formatList } from '../core/format-list.js'
import { formatLost } from '../core/format-lost.js'
import { formatStatus } from '../core/format-status.js'
import { parseSessionId } from '../core/session-id.js'
import { UsageError } from '../errors.js'
import type { CommandLine } from './command-line.js'
import { idArgument } from './id-argument.js'
import { sessionHere } from './session-here.js'
import { showValue } from './show-value.js'

/** The commands that people type. In: the program they are added to; the process it runs in. */
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
    .action(async options => {
      const id = await start(environment(), { ...options, confirm: line.confirm })
      const { worktree, branch, cd } = where(environment(), id)
      showValue(line, { id, ...(worktree === undefined ? {} : { worktree, branch, cd }) }, options.json, value => value.id)
    })
  cli
    .command('end')
    .description('capture the last lines and the screen, join the parts, move everything to history/')
    .argument('[ID]', `${idArgument}; default: the session of this pane`)
    .addOption(new Option('--keep-units', 'the units call this: do not stop them').hideHelp())
    .action(async (id, options) => end(environment(), sessionHere(environment(), id), options))
  cli
    .command('run')
    .description('capture in the foreground, where there is no user manager: begin, ticks at their periods, end on SIGTERM or Ctrl-C')
    .argument('<ID>', idArgument)
    .option('--every <seconds>', 'period of the capture tick', String(runTimes.captureEvery / 1000))
    .action(async (id, options) => {
      const seconds = Number(options.every)
      if (!(seconds >= 0.1 && seconds <= 86_400)) throw new UsageError(`--every ${options.every} is not a number of seconds between 0.1 and 86400`)
      await run(environment(), parseSessionId(id), line.stopSignal(), { ...runTimes, captureEvery: seconds * 1000, retryAfter: Math.min(runTimes.retryAfter, seconds * 1000) })
    })
  cli
    .command('list')
    .description('all sessions, the live ones first')
    .option('--json', 'as an array of objects')
    .action(options => showValue(line, list(environment()), options.json, formatList))
  cli
    .command('status')
    .description('what the live sessions have captured, and whether all is well')
    .argument('[ID]', `${idArgument}; default: all live sessions`)
    .option('--json', 'as an array of objects')
    .option('--watch', 'again every 2 seconds, until Ctrl-C')
    .action(async (id, options) => {
      const stop = options.watch === true ? line.stopSignal() : AbortSignal.abort()
      do {
        const states = await status(environment(), id === undefined ? undefined : parseSessionId(id))
        const cleared = options.watch === true && line.terminal ? '\u001b[H\u001b[2J' : ''
        showValue(line, states, options.json, value => cleared + formatStatus(value, line.colours))
        if (!stop.aborted) await sleep(2_000, undefined, { signal: stop }).catch(() => undefined)
      } while (!stop.aborted)
    })
  cli
    .command('where')
    .description('the paths of a session, or of the tool')
    .argument('[ID]', idArgument)
    .option('--json', 'as an object')
    .action((id, options) =>
      showValue(line, where(environment(), id === undefined ? undefined : parseSessionId(id)), options.json, places =>
        Object.entries(places).map(([name, path]) => `${name.padEnd(10)}${path}`).join('\n'),
      ),
    )
  cli
    .command('show')
    .description('what is known of a session')
    .argument('[ID]', idArgument)
    .option('--context', 'files, commands, prompts, corrections, decisions, plans: what must not be forgotten')
    .option('--schema', 'the JSON schema of context.json')
    .option('--json', 'the whole context.json')
    .action(async (id, options) => {
      if (options.schema) return showValue(line, contextSchema, true, () => '')
      if (id === undefined || !options.context) throw new UsageError('nothing says what is to be shown', 'claude-session show ID --context, or claude-session show --schema')
      showValue(line, await showContext(environment(), parseSessionId(id)), options.json, formatContext)
    })
  cli
    .command('lost')
    .description("what the last compaction's own summary did not carry over, next to what the hand-off did")
    .argument('<ID>', idArgument)
    .option('--json', 'as an object')
    .action((id, options) => showValue(line, lost(environment(), parseSessionId(id)), options.json, formatLost))
}
