import { sessionDirectory } from '../core/paths.js'
import type { ListedPane } from '../core/tmux/parse-panes.js'
import { CliError } from '../errors.js'
import { isDirectory } from '../shell/files/is-directory.js'
import { listSessions } from '../shell/session/list-sessions.js'
import { readSession } from '../shell/session/session-file.js'
import { readSettings } from '../shell/session/settings-files.js'
import { unlessDamaged } from '../shell/session/unless-damaged.js'
import { listPanes } from '../shell/tmux/list-panes.js'
import { gitCheckout } from '../shell/worktree/git-checkout.js'
import type { Environment } from './environment.js'

/** Whether a session gets a worktree, where the user has said so on the command line; and how to ask him where he has not. */
export interface WorktreeWish {
  readonly worktree?: boolean | undefined
  /** Undefined where nobody would answer. */
  readonly confirm?: ((question: string) => Promise<boolean>) | undefined
}

/**
 * The live session of another pane that works in the same checkout: that began there, or whose pane stands there now. One that has a worktree of its own is in nobody's way, nor is one
 * whose pane has ended.
 */
const sessionBeside = async ({ env, paths, log }: Environment, pane: ListedPane, directory: string): Promise<string | undefined> => {
  const here = await gitCheckout(directory, env)
  if (here === undefined || here.top === '') return undefined
  for (const id of listSessions(paths.sessions)) {
    const record = unlessDamaged(() => readSession(sessionDirectory(paths, id)), undefined, why => log(4, `${id}: whether it works in this checkout cannot be told: ${why}`))
    if (record?.status !== 'live' || record.next !== '') continue
    const { socket, serverPid, id: paneId } = record.pane
    if (paneId === pane.id && serverPid === pane.serverPid) continue
    const its = listPanes([socket]).find(listed => listed.id === paneId && listed.serverPid === serverPid && !listed.dead)
    if (its === undefined) continue
    const places = [its.directory, ...(record.worktree === undefined ? [record.directory] : [])]
    for (const place of new Set(places)) if (isDirectory(place) && (await gitCheckout(place, env))?.top === here.top) return id
  }
  return undefined
}

/**
 * Whether the session that begins gets a worktree: as the command line says, else by the setting `worktree`, which is the user's alone. In: its pane and directory; the wish. Never throws for what git
 * says: who asked for nothing must not be kept from capturing.
 */
export const wantWorktree = async (environment: Environment, pane: ListedPane, directory: string, { worktree, confirm }: WorktreeWish): Promise<boolean> => {
  const { log, paths } = environment
  if (worktree !== undefined) return worktree
  const { settings, warnings } = await readSettings({ user: paths.userSettings })
  if (settings.worktree === 'never') return false
  for (const warning of warnings) log(4, warning)
  try {
    const other = await sessionBeside(environment, pane, directory)
    if (other === undefined) return false
    if (settings.worktree === 'concurrent') return true
    if (confirm !== undefined) return await confirm(`Session ${other} works in this checkout, too. Make a git worktree for the new one?`)
    log(5, `session ${other} works in this checkout, too, and nobody can be asked: no worktree is made (--worktree makes one)`)
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    log(4, `whether another session works in this checkout cannot be told: ${error.message}`)
  }
  return false
}
