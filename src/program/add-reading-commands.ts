import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import { list } from '../commands/list.js'
import { followLogs, logs } from '../commands/logs.js'
import { lost } from '../commands/lost.js'
import { search } from '../commands/search.js'
import { showCaptured } from '../commands/show-captured.js'
import { showContext, showHandoff } from '../commands/show.js'
import { status } from '../commands/status.js'
import { verify, verifyFailure } from '../commands/verify.js'
import { where } from '../commands/where.js'
import { contextSchema } from '../core/context/context-schema.js'
import { formatContext } from '../core/context/format-context.js'
import { formatHandoff } from '../core/handoff/format-handoff.js'
import { formatLost } from '../core/handoff/format-lost.js'
import { formatList } from '../core/report/format-list.js'
import { formatLog } from '../core/report/format-log.js'
import { formatMatch } from '../core/report/format-match.js'
import { formatStatus } from '../core/report/format-status.js'
import { formatVerified, isDamaged } from '../core/report/format-verified.js'
import type { LogEntry } from '../core/report/log-entry.js'
import { parseSessionId } from '../core/session/session-id.js'
import { NothingFound, UsageError } from '../errors.js'
import type { CommandLine } from './command-line.js'
import { lesson } from './lesson.js'
import { parseCount } from './parse-count.js'
import { sessionArgument, sessionOption } from './session-argument.js'
import { sessionHere } from './session-here.js'
import { showValue } from './show-value.js'

/** How much of a story is shown to one who wants to see how it goes on. */
const followedLines = 10

/** An entry of a story as scripts see it: one object a line. */
const logObject = ({ at, priority, unit, from, text }: LogEntry): string => JSON.stringify({ at: new Date(at).toISOString(), priority, unit, from, text })

/** The commands that tell of sessions and change none. In: the program they are added to; the process it runs in. */
export const addReadingCommands = (cli: Command, line: CommandLine): void => {
  const { environment } = line
  cli
    .command('list')
    .description('all sessions, the live ones first')
    .option('--json', 'as an array of objects')
    .addHelpText('after', lesson('Those that live come first; a name with seconds behind it is an earlier session that was begun again.', [['claude-session list'], ["claude-session list --json | jq -r '.[].id'"]]))
    .action(options => showValue(line, list(environment()), options.json, formatList))
  cli
    .command('status')
    .description('what the live sessions have captured, and whether all is well')
    .addArgument(sessionArgument('[ID]', 'all', '; default: all live sessions'))
    .option('--json', 'as an array of objects')
    .option('--watch', 'again every 2 seconds, until Ctrl-C')
    .addHelpText('after', lesson('The session that is nearest to its compaction comes first.', [['claude-session status'], ['claude-session status --watch'], ["claude-session status work --json | jq '.[0].tokens'"]]))
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
    .addArgument(sessionArgument('[ID]', 'all'))
    .option('--json', 'as an object')
    .addHelpText('after', lesson('', [['claude-session where', 'the directories of the tool'], ['claude-session where work', 'the files of a session, live or ended'], ['cd "$(claude-session where work --json | jq -r .directory)"']]))
    .action((id, options) =>
      showValue(line, where(environment(), id === undefined ? undefined : parseSessionId(id)), options.json, places =>
        Object.entries(places).map(([name, path]) => `${name.padEnd(10)}${path}`).join('\n'),
      ),
    )
  cli
    .command('show')
    .description('what was captured of a session, or what is known of it')
    .addArgument(sessionArgument('[ID]', 'all', '; default: the session of this pane'))
    .option('-n, --tail <N>', 'only the last N lines')
    .option('--pending', 'behind them, what is still on the screen and may change')
    .option('--context', 'files, commands, prompts, corrections, decisions, plans: what must not be forgotten')
    .option('--handoff', 'what the next context of Claude would be told of it')
    .option('--schema', 'the JSON schema of context.json')
    .option('--json', 'with --context: the whole context.json; with --handoff: handoff.json')
    .addHelpText(
      'after',
      lesson(
        'The text goes to standard output as it is in the parts: without colours, one line a line.',
        [['claude-session show work | less +G'], ['claude-session show work --tail 50 --pending', 'what happened last'], ['claude-session show work --context', 'what the session knew'], ['claude-session show work --handoff', 'what the next one hears']],
      ),
    )
    .action(async (id, options) => {
      if (options.schema) return showValue(line, contextSchema, true, () => '')
      const session = sessionHere(environment(), id)
      if (options.context) return showValue(line, await showContext(environment(), session), options.json, formatContext)
      if (options.handoff) return showValue(line, await showHandoff(environment(), session), options.json, handoff => formatHandoff(handoff).trimEnd())
      if (options.json) throw new UsageError('the captured text has no JSON', 'claude-session show ID --context --json, or claude-session search PATTERN --json')
      const tail = parseCount('--tail', options.tail)
      let shown = tail === 0
      for (const piece of showCaptured(environment(), session, { tail, pending: options.pending })) {
        shown ||= piece.length > 0
        await line.write(piece)
      }
      if (!shown) environment().log(5, `${session}: nothing was captured${options.pending ? '' : '; --pending adds what was on the screen at the last tick'}`)
    })
  cli
    .command('logs')
    .description('the story of a session: what its units or its supervisor said')
    .addArgument(sessionArgument('[ID]', 'all', '; default: the session of this pane'))
    .option('-f, --follow', `the last ${followedLines} lines, then more as they come, until Ctrl-C`)
    .option('-n, --lines <N>', 'only the last N lines')
    .option('--json', 'an object a line: at, priority (as in syslog), unit, from, text')
    .addHelpText(
      'after',
      lesson(
        "They are in the journal, where there is a user manager, and else in the supervisor.log beside the session's parts. Both are looked through, also for a session that has ended or that never began.",
        [['claude-session logs'], ['claude-session logs work -n 20'], ['claude-session logs work -f']],
      ),
    )
    .action(async (id, options) => {
      const session = sessionHere(environment(), id)
      const format = (entry: LogEntry): string => `${options.json ? logObject(entry) : formatLog(entry, line.colours)}\n`
      const most = parseCount('--lines', options.lines) ?? (options.follow ? followedLines : Infinity)
      const found = await logs(environment(), session)
      for (const entry of most === 0 ? [] : found.entries.slice(-most)) await line.write(format(entry))
      if (options.follow) await followLogs(environment(), session, found, line.stopSignal(), entry => line.write(format(entry)))
    })
  cli
    .command('search')
    .description('lines in the parts of all sessions, live and ended, the newest session first')
    .argument('<PATTERN>', 'a JavaScript regular expression; one that begins with a hyphen stands behind --')
    .option('-F, --fixed', 'PATTERN is plain text')
    .option('-i, --ignore-case', 'a and A are the same')
    .addOption(sessionOption('--session <ID>', 'only in this one', 'all'))
    .option('--project <NAME>', 'only in the sessions of this project')
    .option('-l, --list', 'only the IDs of the sessions in which there is such a line')
    .option('--json', 'an object a line: id, part, line, text, spans (from and to of each match)')
    .addHelpText(
      'after',
      lesson(
        'Prints ID:PART:LINE: TEXT. As with grep, the exit code is 1 when there is no such line. What is still on a screen is not searched. An expression that takes longer than two seconds for a few thousand lines is given up.',
        [["claude-session search 'error TS[0-9]+'"], ["claude-session search -iF 'out of memory' --project my-app"], ['claude-session search -l migrate_users']],
      ),
    )
    .action(async (pattern, { json, list: ids, session, project, fixed, ignoreCase }) => {
      const matches = search(environment(), pattern, { session: session === undefined ? undefined : parseSessionId(session), project, fixed, ignoreCase, first: ids, progress: line.progress })
      let found = false
      for (const match of matches) {
        found = true
        line.progress('')
        if (ids) await line.write(json ? `${JSON.stringify({ id: match.id })}\n` : `${match.id}\n`)
        else await line.write(`${json ? JSON.stringify(match) : formatMatch(match, line.colours)}\n`)
      }
      if (!found) throw new NothingFound()
    })
  cli
    .command('verify')
    .description('whether all files of the sessions are as they were written')
    .addArgument(sessionArgument('[ID]', 'all', '; default: all sessions'))
    .option('--json', 'as an array of objects')
    .addHelpText(
      'after',
      lesson(
        'Of a session that has ended, each file is held against its length and SHA-256 in MANIFEST.json; of one that lives, the parts against the marker. A file that differs or is missing is damage, and the exit code is 65; one that somebody added is only named.',
        [['claude-session verify && echo all is there']],
      ),
    )
    .action((id, options) => {
      const sessions = verify(environment(), id === undefined ? undefined : parseSessionId(id), line.progress)
      showValue(line, sessions, options.json, formatVerified)
      const damaged = sessions.filter(isDamaged)
      if (damaged.length > 0) throw verifyFailure(damaged)
    })
  cli
    .command('lost')
    .description("what the last compaction's own summary did not carry over, next to what the hand-off did")
    .addArgument(sessionArgument('[ID]', 'all', '; default: the session of this pane'))
    .option('--json', 'as an object')
    .addHelpText(
      'after',
      lesson(
        'After a compaction the summary is in the new session and what it is about in the old one: both IDs lead there. Each thing that the summary lacks is listed; "handed on" was told to the new context, "in context" stands in context.json, whose path that was told. A path counts as carried over when it is there relative to the project, words when all of them are.',
        [['claude-session lost work']],
      ),
    )
    .action((id, options) => showValue(line, lost(environment(), sessionHere(environment(), id)), options.json, formatLost))
}
