import { sessionDirectory } from '../core/paths.js'
import { isSessionId, type SessionId } from '../core/session/session-id.js'
import type { ListedPane } from '../core/tmux/parse-panes.js'
import type { Worktree } from '../core/worktree/worktree.js'
import { BusyError, CliError, UnavailableError, UnsafeError, UsageError } from '../errors.js'
import { isDirectory } from '../shell/files/is-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { realPath } from '../shell/files/real-path.js'
import { releaseId } from '../shell/session/reserved-ids.js'
import { listPanes } from '../shell/tmux/list-panes.js'
import { socketRefusal } from '../shell/tmux/socket-refusal.js'
import { tmuxSockets } from '../shell/tmux/tmux-sockets.js'
import { unitState } from '../shell/units/units.js'
import { begin } from './begin.js'
import { chooseId } from './choose-id.js'
import type { Environment } from './environment.js'
import { giveWorktree, noteWorktree } from './give-worktree.js'
import { makeWorktree } from './make-worktree.js'
import { removeWorktree } from './remove-worktree.js'
import { startTicks } from './start-ticks.js'
import { wantWorktree, type WorktreeWish } from './want-worktree.js'

/** What `start` may be told. */
export interface StartOptions extends WorktreeWish {
  readonly pane?: string
  readonly project?: string
  readonly id?: string
  readonly provisional?: boolean
}

/** The worktree that a new session gets, if it gets one. One that was not asked for by name must not keep the session from beginning. */
const worktreeFor = async (environment: Environment, id: SessionId, pane: ListedPane, directory: string, { worktree, confirm, provisional }: StartOptions): Promise<Worktree | undefined> => {
  // install.sh begins one by itself, in the pane it was called in: nobody has chosen to work there yet.
  if (provisional === true || !(await wantWorktree(environment, pane, directory, { worktree, confirm }))) return undefined
  try {
    return await makeWorktree(environment, id, directory)
  } catch (error) {
    if (worktree === true || !(error instanceof CliError)) throw error
    environment.log(4, `${id}: begins without a worktree: ${error.message}`)
    return undefined
  }
}

/** Begins a session that there is not yet, with its worktree, if it gets one; without the session that goes too. */
const beginNew = async (environment: Environment, id: SessionId, pane: ListedPane, project: string | undefined, options: StartOptions): Promise<void> => {
  const { provisional } = options
  const worktree = await worktreeFor(environment, id, pane, project ?? pane.directory, options)
  try {
    await begin(environment, id, { pane: pane.id, isNew: true, ...(project === undefined ? {} : { project }), ...(provisional === undefined ? {} : { provisional }) })
    if (worktree !== undefined) noteWorktree(environment, id, worktree)
  } catch (error) {
    if (worktree !== undefined) await removeWorktree(environment, id, worktree)
    throw error
  }
}

/**
 * `start`: begins a session in this pane and sets its ticks going, by the user manager's units or, where there is none, by the embedded supervisor
 * in the background. A session that asks for a worktree gets it first: what cannot have one does not begin. In a pane that is captured already `--worktree` gives its session one.
 * Out: the session's ID. Throws 64 (bad --id or --project), 69 (not in tmux, no such pane, pane taken), 73 (no worktree can be made), 75 (the pane or the ID has a live session), 77 (another user's tmux).
 */
export const start = async (environment: Environment, options: StartOptions): Promise<SessionId> => {
  const { env, uid, now, log, paths } = environment
  const paneId = options.pane ?? env.TMUX_PANE
  if (paneId === undefined || paneId === '') {
    throw new UnavailableError('this is not a tmux pane', 'Start tmux and run this in it, or name the pane: --pane %0 (tmux list-panes -a shows all)')
  }
  const project = options.project === undefined ? undefined : realPath(options.project)
  if (options.project !== undefined && (project === undefined || !isDirectory(project))) throw new UsageError(`--project ${options.project} is not a directory`)
  // With $TMUX set a pane ID means that server's pane; other servers have the same numbers.
  const sockets = tmuxSockets(env, uid)
  const refused = env.TMUX ? socketRefusal(sockets[0] ?? '', uid) : ''
  if (refused !== '') throw new UnsafeError(`the tmux server in $TMUX is not asked: ${refused}`, 'A shell of sudo or su keeps the TMUX of the user before: start a tmux of your own')
  const panes = listPanes(env.TMUX ? sockets.slice(0, 1) : sockets)
  const pane = panes.find(({ id }) => id === paneId)
  if (pane === undefined) throw new UnavailableError(`there is no pane ${paneId}`, 'tmux list-panes -a shows all panes')
  const directory = project ?? pane.directory
  const captured = pane.sessionId
  if (options.id === undefined && isSessionId(captured) && pathExists(sessionDirectory(paths, captured))) {
    if (options.worktree !== true) throw new BusyError(`pane ${paneId} is captured already, by session ${captured}`, `claude-session status ${captured} shows it`)
    await giveWorktree(environment, captured, directory)
    return captured
  }
  const id = chooseId(environment, directory, options.id)
  try {
    await beginNew(environment, id, pane, project, options)
  } finally {
    if (options.id === undefined) releaseId(paths.sessions, id, now().getTime())
  }
  const managed = (await unitState(id)) !== undefined
  const lives = await startTicks(environment, id, managed ? 'units' : 'embedded supervisor')
  if (!lives) log(5, `${id}: has ended already`)
  else if (!managed) log(4, `${id}: no user manager with our units can be reached; the embedded supervisor runs the ticks instead (claude-session run --help tells more)`)
  return id
}
