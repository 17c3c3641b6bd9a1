/**
 * `token-tick`: how full the context is, told to the footer, the runtime directory, `/dev/shm` and, at a threshold, to whoever looks. Nothing of it is kept for long: each step writes
 * whole what any later tick would write again, so a crash between two leaves older figures for half a minute. An alert is shown before it is remembered as shown: a crash between
 * repeats it, which is better than silence.
 */
import { sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import { formatTokenAlert } from '../core/tokens/format-token-alert.js'
import { formatTokenFooter } from '../core/tokens/format-token-footer.js'
import { formatTokenText } from '../core/tokens/format-token-text.js'
import { parseTokenReminder } from '../core/tokens/parse-token-reminder.js'
import { tokenAlerts } from '../core/tokens/token-alerts.js'
import type { TokenBudget } from '../core/tokens/token-budget.js'
import { tokenDecision } from '../core/tokens/token-decision.js'
import { encodeTokenLine } from '../core/tokens/token-line.js'
import { withTokenWindow, type TokenMemory } from '../core/tokens/token-memory.js'
import { tokenModelKey } from '../core/tokens/token-window.js'
import { claudeDirectories } from '../core/transcript/claude-directories.js'
import { UsageError } from '../errors.js'
import { lockDirectory, tickPatience } from '../shell/files/lock-directory.js'
import { ownDirectory } from '../shell/files/own-directory.js'
import { readSmallFile } from '../shell/files/read-small-file.js'
import { writeBeside } from '../shell/files/write-beside.js'
import { sessionField } from '../shell/session/session-field.js'
import { readSettings } from '../shell/session/settings-files.js'
import { autoCompactWindow } from '../shell/tokens/auto-compact-window.js'
import { budgetFile, publishBudget } from '../shell/tokens/publish-budget.js'
import { readStatusLine } from '../shell/tokens/status-line-file.js'
import { readTokenMemory, writeTokenMemory } from '../shell/tokens/token-memory-file.js'
import { readTokenPane, showTokenPane } from '../shell/tokens/token-pane.js'
import { tokenTarget } from '../shell/tokens/token-target.js'
import { lastUsage } from '../shell/transcript/last-usage.js'
import { askTick } from '../shell/units/ask-tick.js'
import type { Environment } from './environment.js'

/** Where everybody looks for the joint file; another place for those who keep sessions in two places, and for tests. */
export const sharedDirectory = (env: Environment['env']): string => env.CLAUDE_SESSION_SHM ?? '/dev/shm'

/** The tick under the session's lock. Out: whether a capture should come before its time. */
const tick = async (environment: Environment, id: SessionId): Promise<boolean> => {
  const { env, paths, uid, now, log } = environment
  const memory = readTokenMemory(paths.runtime, id)
  const target = await tokenTarget(sessionDirectory(paths, id), id, memory.session)
  const { settings } = await readSettings({ user: paths.userSettings, project: `${target.project}/.claude-session.toml` })
  const thresholds = settings.alerts
  const report = readStatusLine(paths.runtime, id)
  const transcriptPath = target.transcript || (report?.transcript ?? '')
  const transcript = transcriptPath === '' ? undefined : lastUsage(transcriptPath)
  const time = now().getTime()

  const pane = readTokenPane(target.address, report?.used === undefined && transcript === undefined)
  const seen = pane === undefined ? undefined : parseTokenReminder(pane.lines)
  const known = memory.reminder
  const reminder = seen === undefined ? known : seen.used === known?.used && seen.limit === known.limit ? known : { ...seen, at: time }
  const windows = withTokenWindow(memory.windows, tokenModelKey(report?.model ?? ''), report?.limit)
  const claude = claudeDirectories(env)
  const settingsFiles = [...(claude === undefined ? [] : [`${claude.config}/settings.json`]), ...['settings', 'settings.local'].map(name => `${target.project}/.claude/${name}.json`)]
  const budget = tokenDecision({ statusLine: report, transcript, transcriptPath, pane: reminder }, { byModel: windows, autoCompact: autoCompactWindow(settingsFiles) }, thresholds)

  for (const directory of [paths.runtime, `${paths.runtime}/${id}`]) ownDirectory(directory, uid)
  const [published, line] = [`${paths.runtime}/${id}/${budgetFile}`, `${encodeTokenLine(id, budget)}\n`]
  const news = readSmallFile(published, 1_024) !== line
  writeBeside(published, line, uid)
  const { announce, announced } = tokenAlerts(budget.remainingPercent, thresholds, memory.announced)
  const alert = announce === undefined ? undefined : formatTokenAlert(id, budget, announce, thresholds)
  if (pane !== undefined) showTokenPane(target.address, pane, formatTokenFooter(budget, time), alert?.message)
  if (alert !== undefined) log(alert.priority, alert.journal)
  const refused = publishBudget(paths.sessions, paths.runtime, sharedDirectory(env), uid)
  if (refused !== '' && refused !== memory.refused) log(4, `${id}: token budgets are in ${paths.runtime} only: ${refused}`)
  const remembered: TokenMemory = { announced, windows, reminder, refused, session: target.session }
  if (JSON.stringify(remembered) !== JSON.stringify(memory)) writeTokenMemory(paths.runtime, id, remembered, uid)
  // A supervisor's log keeps every line, and there are 2,880 ticks in a day.
  if (news) log(6, `${id}: ${describe(budget, time)}`)
  // Rows that are not committed yet are lost when as many again as the limit follow. A pane that has gone, the capture tick buries.
  return pane === undefined || pane.dead || (target.row !== undefined && pane.historySize - target.row > pane.historyLimit / 3)
}

const describe = (budget: TokenBudget, time: number): string =>
  `${formatTokenText(budget, time).long}${budget.source === undefined ? '' : ` (${budget.source}${budget.at === undefined ? '' : `, ${Math.max(0, Math.round((time - budget.at) / 1000))} s old`})`}`

/**
 * `token-tick ID`: refreshes the token budget, the footer and the alerts. Throws UsageError (64) when the session is not live, BusyError (75) when another process is at work on
 * it, IoError (74) when tmux or a disk does not answer.
 */
export const tokenTick = async (environment: Environment, id: SessionId): Promise<void> => {
  const directory = sessionDirectory(environment.paths, id)
  const lock = lockDirectory(directory, tickPatience)
  if (lock === undefined) throw new UsageError(`there is no live session ${id}`, 'claude-session list shows all there are')
  let capture = false
  try {
    // At a boundary the pane, and its footer, are the next session's.
    if (sessionField(directory, 'next') === '') capture = await tick(environment, id)
  } finally {
    lock.release()
  }
  // Behind the lock, or the capture would find the session busy.
  if (capture) askTick('capture', { id, directory: sessionDirectory(environment.paths, id) }, environment.env, environment.self)
}
