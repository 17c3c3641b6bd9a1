import { posix } from 'node:path'
import { sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import { formatTokenText } from '../core/tokens/format-token-text.js'
import { parseTokenStatusLine } from '../core/tokens/parse-token-status-line.js'
import { tokenBudget, type TokenBudget } from '../core/tokens/token-budget.js'
import { tokenDecision } from '../core/tokens/token-decision.js'
import { decodeTokenLine } from '../core/tokens/token-line.js'
import { claudeDirectories } from '../core/transcript/claude-directories.js'
import { pathExists } from '../shell/files/path-exists.js'
import { readSmallFile } from '../shell/files/read-small-file.js'
import { sessionOfPane } from '../shell/tmux/session-of-pane.js'
import { autoCompactWindow } from '../shell/tokens/auto-compact-window.js'
import { budgetFile } from '../shell/tokens/publish-budget.js'
import { writeStatusLine, type TimedReport } from '../shell/tokens/status-line-file.js'
import type { Environment } from './environment.js'

/** What the last tick has published of a session. */
const published = ({ paths }: Environment, id: SessionId): TokenBudget | undefined => {
  const line = readSmallFile(`${paths.runtime}/${id}/${budgetFile}`, 1_024)?.trimEnd()
  return line === undefined ? undefined : decodeTokenLine(line)?.budget
}

/** The budget that was handed over. Levels are not shown here, so the thresholds do not matter. */
const handed = ({ env }: Environment, report: TimedReport | undefined): TokenBudget => {
  const claude = claudeDirectories(env)
  const autoCompact = autoCompactWindow(claude === undefined ? [] : [`${claude.config}/settings.json`])
  return tokenDecision({ statusLine: report, transcript: undefined, transcriptPath: '', pane: undefined }, { byModel: {}, autoCompact }, [])
}

/** What the user's own status line says, '' when there is none. */
const theirLine = async ({ paths, uid }: Environment, input: string): Promise<string> => {
  const file = `${posix.dirname(paths.userSettings)}/statusline-command`
  if (!pathExists(file)) return ''
  const { statusCommand } = await import('../shell/tokens/status-command.js')
  return statusCommand(file, input, uid)
}

/** Our own line; what was handed over is recorded, and a tick is asked for where it is news. */
const ownLine = async (environment: Environment, input: string, id: SessionId | undefined): Promise<string> => {
  const { env, paths, uid, now, self } = environment
  const time = now().getTime()
  const parsed = parseTokenStatusLine(input)
  const report = parsed && { ...parsed, at: time }
  const budget = handed(environment, report)
  if (id === undefined) return `${formatTokenText(budget, time).long} · not captured: claude-session start`
  const before = published(environment, id)
  // After a compaction nothing is handed over until the next answer; the compaction's own count, which the tick knows, is right.
  const shown = budget.used === undefined && before?.source === 'compact' ? before : budget
  if (report !== undefined) {
    writeStatusLine(paths.runtime, id, report, uid)
    if (before?.remainingPercent !== shown.remainingPercent) {
      const { askTick } = await import('../shell/units/ask-tick.js')
      askTick('token', { id, directory: sessionDirectory(paths, id) }, env, self)
    }
  }
  return `${formatTokenText(shown, time).long} · ${id}`
}

/**
 * `statusline`, Claude Code's status line: what it was handed is recorded for the session of this pane. In: that JSON. Out: the text to print: what the user's own status line says
 * (`statusline-command` beside config.toml), then one line of ours. Whatever goes wrong is logged, and ours is there all the same. Never rejects. What starts processes is loaded only where one is
 * started: Node takes a tenth of its own start for that.
 */
export const statusline = async (environment: Environment, input: string): Promise<string> => {
  const { env, paths, log } = environment
  const attempt = async (what: () => Promise<string>): Promise<string> => {
    try {
      return await what()
    } catch (error) {
      log(4, `claude-session: ${error instanceof Error ? error.message : String(error)}`)
      return ''
    }
  }
  const ours = (await attempt(async () => ownLine(environment, input, sessionOfPane(paths, env)))) || formatTokenText(tokenBudget(undefined, undefined, []), 0).long
  const theirs = await attempt(async () => theirLine(environment, input))
  return theirs === '' ? ours : `${theirs}\n${ours}`
}
