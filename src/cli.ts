/**
 * The command line. This file and the fast doors to a few commands (tick.ts, hook.ts, statusline.ts) are the only ones that know argv, standard output and exit codes.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { Argument, Command, CommanderError, Option } from 'commander'
import { begin } from './commands/begin.js'
import { captureTick } from './commands/capture-tick.js'
import { contextTick } from './commands/context-tick.js'
import { end } from './commands/end.js'
import { failed } from './commands/failed.js'
import { hook } from './commands/hook.js'
import { list } from './commands/list.js'
import { lost } from './commands/lost.js'
import { rollover } from './commands/rollover.js'
import { run, runTimes } from './commands/run.js'
import { showContext } from './commands/show.js'
import { start } from './commands/start.js'
import { status } from './commands/status.js'
import { statusline } from './commands/statusline.js'
import { tokenTick } from './commands/token-tick.js'
import { where } from './commands/where.js'
import { wireHooks } from './commands/wire-hooks.js'
import { contextSchema } from './core/context-schema.js'
import { formatContext } from './core/format-context.js'
import { formatLost } from './core/format-lost.js'
import { parseSessionId } from './core/session-id.js'
import { formatList } from './core/format-list.js'
import { formatStatus } from './core/format-status.js'
import { tokenFooterLine } from './core/parse-token-pane.js'
import { UsageError } from './errors.js'
import { realEnvironment } from './real-environment.js'
import { reportError } from './report-error.js'
import { readInput } from './shell/read-input.js'
import { version } from './version.js'

const environment = (): ReturnType<typeof realEnvironment> => realEnvironment(process.argv[1] ?? '')
const print = (text: string): void => void process.stdout.write(text.endsWith('\n') || text === '' ? text : `${text}\n`)
const show = <T>(value: T, json: boolean | undefined, format: (value: T) => string): void =>
  print(json ? JSON.stringify(value, undefined, 2) : format(value))

/** `end` without an ID means the session of the pane it is typed in. */
const sessionHere = (id: string | undefined): string => {
  const here = id ?? process.env.CLAUDE_SESSION_ID
  if (here !== undefined && here !== '') return here
  const pane = list(environment()).find(
    session => session.state === 'live' && session.pane === `${process.env.TMUX?.split(',')[0] ?? ''} ${process.env.TMUX_PANE ?? ''}`,
  )
  if (pane === undefined) throw new UsageError('no session ID was given and this pane has none', 'claude-session list shows all there are')
  return pane.id
}

const stopSignal = (wanted = true): AbortSignal => {
  const stop = new AbortController()
  if (wanted) for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  return stop.signal
}

const idArgument = 'the session, for example claude-my-app-1763850000 or a name of your own'

const program = (): Command => {
  const cli = new Command('claude-session')
    .description('Keeps every line of a tmux pane that Claude Code runs in. Begin with: claude-session start')
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: text => void process.stderr.write(text) })
    .showHelpAfterError('(claude-session --help shows all commands)')
    .addHelpText(
      'after',
      `
Examples:
  claude-session start                            capture this tmux pane from now on
  systemctl --user start claude-session@work      the same, under a name of your own
  claude-session status                           what is captured, and whether all is well
  claude-session where work                       the files
  claude-session end work                         last lines, joined file, history/
  journalctl --user -u 'claude-session*@work*'    its story

Exit codes: 0 done, 64 wrong usage, 65 damaged file, 69 no tmux or no pane, 73 cannot create, 74 input/output,
75 busy (try again), 77 unsafe permissions, 78 wrong set-up.`,
    )
  cli
    .command('start')
    .description('begin a session in this pane, start its units, print its ID')
    .option('--pane <%N>', 'another pane than this one')
    .option('--project <directory>', "another project than the pane's directory")
    .option('--id <ID>', 'an ID of your own instead of claude-<project>-<seconds>')
    .option('--json', 'print {"id": …}')
    .addOption(new Option('--provisional').hideHelp())
    .action(async options => {
      const id = await start(environment(), options)
      show({ id }, options.json, value => value.id)
    })
  cli
    .command('begin')
    .description('find the pane of a session and make or resume its state (what claude-session@ID runs)')
    .argument('<ID>', idArgument)
    .action(async id => begin(environment(), parseSessionId(id)))
  cli
    .command('capture-tick')
    .description('capture what is new, once (what the timer runs)')
    .argument('<ID>', idArgument)
    .action(async id => captureTick(environment(), parseSessionId(id)))
  cli
    .command('token-tick')
    .description('refresh the token budget, its footer and its alerts (what the timer runs)')
    .argument('<ID>', idArgument)
    .action(async id => tokenTick(environment(), parseSessionId(id)))
  cli
    .command('statusline')
    .description("Claude Code's status line: reads its JSON, prints the token budget of this pane's session")
    .action(async () => print(await statusline(environment(), readInput(1_048_576))))
  cli
    .command('rollover')
    .description('at a boundary: freeze this session and let a new one go on in its pane (run by its unit)')
    .argument('<OLD>', idArgument)
    .addHelpText(
      'after',
      `
A boundary is a compaction or a clear of Claude Code's context; the hook or tick that notices it asks for this.
Without a boundary it does nothing. Cut off at any point, it is simply run again. The old session's files are then
in history/, and the session.toml of either session names the other.`,
    )
    .action(async id => rollover(environment(), parseSessionId(id)))
  cli
    .command('hook')
    .description("what Claude Code's hooks call: reads the hook's JSON, always exits 0")
    .allowExcessArguments()
    .addHelpText(
      'after',
      `
Outside of a captured tmux pane it does nothing. PreCompact captures at once, before the screen is wiped;
SessionStart with source compact or clear is a boundary, and prints the hand-off for the new context. install.sh
puts it into Claude Code's settings.json.`,
    )
    .action(async () => {
      try {
        print(await hook(environment(), readInput(16_777_216)))
      } catch (error) {
        // A hook that fails must not hold Claude up, and exit code 2 would forbid a compaction.
        reportError(error)
      }
    })
  cli
    .command('end')
    .description('capture the last lines and the screen, join the parts, move everything to history/')
    .argument('[ID]', `${idArgument}; default: the session of this pane`)
    .addOption(new Option('--keep-units', 'the units call this: do not stop them').hideHelp())
    .action(async (id, options) => end(environment(), parseSessionId(sessionHere(id)), options))
  cli
    .command('run')
    .description('capture in the foreground, where there is no user manager: begin, ticks at their periods, end on SIGTERM or Ctrl-C')
    .argument('<ID>', idArgument)
    .option('--every <seconds>', 'period of the capture tick', String(runTimes.captureEvery / 1000))
    .action(async (id, options) => {
      const seconds = Number(options.every)
      if (!(seconds >= 0.1 && seconds <= 86_400)) throw new UsageError(`--every ${options.every} is not a number of seconds between 0.1 and 86400`)
      await run(environment(), parseSessionId(id), stopSignal(), { ...runTimes, captureEvery: seconds * 1000, retryAfter: Math.min(runTimes.retryAfter, seconds * 1000) })
    })
  cli
    .command('list')
    .description('all sessions, the live ones first')
    .option('--json', 'as an array of objects')
    .action(options => show(list(environment()), options.json, formatList))
  cli
    .command('status')
    .description('what the live sessions have captured, and whether all is well')
    .argument('[ID]', `${idArgument}; default: all live sessions`)
    .option('--json', 'as an array of objects')
    .option('--watch', 'again every 2 seconds, until Ctrl-C')
    .action(async (id, options) => {
      const [stop, terminal] = [stopSignal(options.watch === true), process.stdout.isTTY]
      do {
        const states = await status(environment(), id === undefined ? undefined : parseSessionId(id))
        if (options.watch === true && terminal) process.stdout.write('\u001b[H\u001b[2J')
        show(states, options.json, value => formatStatus(value, terminal && !process.env.NO_COLOR))
        if (options.watch === true) await sleep(2_000, undefined, { signal: stop }).catch(() => undefined)
      } while (options.watch === true && !stop.aborted)
    })
  cli
    .command('where')
    .description('the paths of a session, or of the tool')
    .argument('[ID]', idArgument)
    .option('--json', 'as an object')
    .action((id, options) =>
      show(where(environment(), id === undefined ? undefined : parseSessionId(id)), options.json, places =>
        Object.entries(places).map(([name, path]) => `${name.padEnd(10)}${path}`).join('\n'),
      ),
    )
  cli
    .command('failed')
    .description('remember that a unit failed (what OnFailure= runs)')
    .argument('<UNIT>', 'for example claude-session-capture@work.service')
    .action(unit => failed(environment(), unit))
  cli
    .command('show')
    .description('what is known of a session')
    .argument('[ID]', idArgument)
    .option('--context', 'files, commands, prompts, corrections, decisions, plans: what must not be forgotten')
    .option('--schema', 'the JSON schema of context.json')
    .option('--json', 'the whole context.json')
    .action(async (id, options) => {
      if (options.schema) return show(contextSchema, true, () => '')
      if (id === undefined || !options.context) throw new UsageError('nothing says what is to be shown', 'claude-session show ID --context, or claude-session show --schema')
      show(await showContext(environment(), parseSessionId(id)), options.json, formatContext)
    })
  cli
    .command('lost')
    .description("what the last compaction's own summary did not carry over, next to what the hand-off did")
    .argument('<ID>', idArgument)
    .option('--json', 'as an object')
    .action((id, options) => show(lost(environment(), parseSessionId(id)), options.json, formatLost))
  cli
    .command('context-tick')
    .description('refresh context.json by what is new, once (what the timer runs)')
    .argument('<ID>', idArgument)
    .option('--json', 'print what was done')
    .action(async (id, options) => {
      const done = await contextTick(environment(), parseSessionId(id))
      if (options.json) show(done, true, () => '')
    })
  cli
    .command('wire', { hidden: true })
    .description("put the hooks and the status line into Claude Code's settings.json, or take them out; print tmux's footer line (what install.sh runs)")
    .addArgument(new Argument('<action>').choices(['add', 'remove', 'footer']))
    .option('--settings <file>', 'another file than ${CLAUDE_CONFIG_DIR:-~/.claude}/settings.json')
    .action((action, options) => {
      if (action === 'footer') return print(tokenFooterLine)
      const { lines, failure } = wireHooks(environment(), action, options.settings)
      print(lines.join('\n'))
      if (failure !== undefined) throw failure
    })
  return cli
}

const main = async (): Promise<number> => {
  try {
    await program().parseAsync(process.argv)
    return 0
  } catch (error) {
    // Commander has said what was wrong already; help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 64
    return reportError(error)
  }
}

void main().then(code => {
  process.exitCode = code
})
