/**
 * Everything `doctor` looks at, at once: whatever may hang is a program with a time limit, and they all run beside each other. Nothing is changed.
 */
import { dirname, join } from 'node:path'
import { judgeClaudeScreen } from '../core/checks/claude-screen.js'
import { judgeClaudeSettings } from '../core/checks/claude-settings.js'
import { finding, type Finding } from '../core/checks/finding.js'
import { judgeInstallation } from '../core/checks/installation.js'
import { judgeNeeds } from '../core/checks/needs.js'
import { judgeRuntime } from '../core/checks/runtime.js'
import { judgeSession, type SessionFacts } from '../core/checks/session.js'
import { judgeShellStart } from '../core/checks/shell-start.js'
import { judgeState } from '../core/checks/state.js'
import { judgeTmuxServers, type ServerFacts } from '../core/checks/tmux-servers.js'
import { judgeUnfinished } from '../core/checks/unfinished.js'
import { judgeUnitEnvironment } from '../core/checks/unit-environment.js'
import { judgeUserManager, type ManagerFacts } from '../core/checks/user-manager.js'
import { judgeWsl } from '../core/checks/wsl.js'
import type { SessionId } from '../core/session/session-id.js'
import { CliError, ConfigError } from '../errors.js'
import { probeClaudeSettings } from '../shell/probes/claude-settings.js'
import { probeInstallation } from '../shell/probes/installation.js'
import { probeNeeds } from '../shell/probes/needs.js'
import { probeRuntime } from '../shell/probes/runtime.js'
import { probeSessions, readRecord } from '../shell/probes/sessions.js'
import { probeShellStart } from '../shell/probes/shell-start.js'
import { probeState } from '../shell/probes/state.js'
import { probeTmuxServers } from '../shell/probes/tmux-servers.js'
import { probeUserManager } from '../shell/probes/user-manager.js'
import { probeWsl } from '../shell/probes/wsl.js'
import { listSessions } from '../shell/session/list-sessions.js'
import { readSettings } from '../shell/session/settings-files.js'
import { unfinishedHistory } from '../shell/session/unfinished-history.js'
import { tmuxSockets } from '../shell/tmux/tmux-sockets.js'
import { version } from '../version.js'
import type { Environment } from './environment.js'
import { startTroubleFile } from './start-by-shell.js'
import { sharedDirectory } from './token-tick.js'

/** What was found, and the facts that a repair goes by. */
export interface Examination {
  readonly findings: readonly Finding[]
  readonly servers: readonly ServerFacts[]
  readonly manager: ManagerFacts
  readonly sessions: readonly SessionFacts[]
  readonly unfinished: readonly SessionId[]
  /** The history-limit that is advised. */
  readonly advised: number
}

/** So many projects' own settings are looked at. */
const mostProjects = 20

/** A part of the examination that must not hold up the others: what keeps it from being done is a finding. */
const guard = async <T>(check: string, problems: Finding[], part: () => T | Promise<T>, instead: T): Promise<T> => {
  try {
    return await part()
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    problems.push(finding(check, 'unknown', error.message, error.hint))
    return instead
  }
}

const readConfiguration = async (user: string, projects: readonly string[]): Promise<{ advised: number; warnings: string[] }> => {
  const { settings, warnings } = await readSettings({ user })
  const others = await Promise.all([...new Set(projects)].slice(0, mostProjects).map(project => readSettings({ user, project: `${project}/.claude-session.toml` })))
  return { advised: settings.historyLimit, warnings: [...new Set([...warnings, ...others.flatMap(other => other.warnings)])] }
}

/** Looks at everything. Throws nothing for what it finds: what cannot be looked at is a finding too. */
export const examine = async ({ env, paths, uid, now, self }: Environment): Promise<Examination> => {
  const problems: Finding[] = []
  const home = (): string => {
    if (env.HOME?.startsWith('/') === true) return env.HOME.replace(/\/+$/, '')
    throw new ConfigError('HOME is not set to a full path', 'set it')
  }
  const records = await guard('session', problems, () => listSessions(paths.sessions).map(id => readRecord(paths, id)), [])
  const known = records.flatMap(({ record }) => (record === undefined ? [] : [record]))
  const sockets = await guard('tmux-server', problems, () => tmuxSockets(env, uid, known.map(({ pane }) => pane.socket)), [])
  const tmux = probeTmuxServers(env, sockets)
  const live = guard('session', problems, async () => probeSessions(env, paths, records, await tmux, now().getTime()), [])
  const command = async () => probeRuntime(env, { path: self[0] ?? '', version: process.version }, `${home()}/.local/bin/claude-session`)
  const [needs, manager, runtime, servers, sessions, configuration] = await Promise.all([
    Promise.all([probeNeeds(env, 'tmux', '-V'), probeNeeds(env, 'flock', '--version')]),
    probeUserManager(env, uid),
    guard('runtime', problems, command, { path: self[0] ?? '', version: process.version }),
    tmux,
    live,
    readConfiguration(paths.userSettings, known.map(({ directory }) => directory)),
  ])
  const wsl = manager.machine === 'wsl' ? await probeWsl(env, manager.user) : undefined
  const unfinished = await guard('history', problems, () => unfinishedHistory(paths.history), [])
  const installation = await guard('command', problems, () => judgeInstallation(probeInstallation(env, home(), self[1] ?? '', version), manager.version), [])
  const shellStart = await guard('shell-start', problems, () => [judgeShellStart(probeShellStart(env, home(), startTroubleFile(paths)))], [])
  const unitEnvironment = await guard('unit-environment', problems, () => (manager.environment === undefined ? [] : judgeUnitEnvironment(env, manager.environment, home())), [])
  const claude = await guard('claude', problems, () => judgeClaudeSettings(probeClaudeSettings(env, home(), join(dirname(paths.userSettings), 'statusline-command'))), { findings: [], settings: {} })
  const alternate = servers.flatMap(({ panes }) => panes.filter(pane => pane.alternate && pane.sessionId !== '').map(({ id, sessionId }) => `${id} (${sessionId})`))
  const absent = claude.findings.some(({ check }) => check === 'claude') && alternate.length === 0
  const state = await guard('state-directory', problems, () => judgeState(probeState(paths, uid, configuration.warnings, sharedDirectory(env))), [])
  const findings = [
    ...judgeRuntime(runtime),
    ...installation,
    ...judgeNeeds({ tmux: needs[0], flock: needs[1] }),
    ...shellStart,
    ...judgeTmuxServers(servers, configuration.advised),
    ...judgeUserManager(manager),
    ...unitEnvironment,
    ...judgeWsl(wsl),
    ...claude.findings,
    ...(absent ? [] : judgeClaudeScreen({ settings: claude.settings, env, alternate })),
    ...state,
    ...sessions.map(judgeSession),
    ...judgeUnfinished(unfinished),
    ...problems,
  ]
  return { findings, servers, manager, sessions, unfinished, advised: configuration.advised }
}
