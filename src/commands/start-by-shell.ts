import type { SessionId } from '../core/session/session-id.js'
import { parseSessionId } from '../core/session/session-id.js'
import { CliError, UsageError } from '../errors.js'
import { ownDirectory } from '../shell/files/own-directory.js'
import { removeIfExists } from '../shell/files/remove-if-exists.js'
import { replaceFile } from '../shell/files/replace-file.js'
import { detach } from '../shell/processes/detach.js'
import { releaseId } from '../shell/session/reserved-ids.js'
import { takenIds } from '../shell/session/taken-ids.js'
import { ownPane } from '../shell/tmux/own-pane.js'
import { writePaneFile } from '../shell/tmux/pane-file.js'
import { sessionOfPane } from '../shell/tmux/session-of-pane.js'
import { unitState } from '../shell/units/units.js'
import type { Environment } from './environment.js'
import { start, type StartOptions } from './start.js'

/** In the tool's root: why the last session that a shell wanted did not begin, since nobody sees what is started in the background. It goes when one begins. */
export const startTroubleFile = ({ root }: Environment['paths']): string => `${root}/start-trouble`

/** What the shell's start-up text says: the command it calls, by its absolute path, and the pane and the ID it knows. */
export interface ShellStart extends StartOptions {
  readonly byShell: string
}

const begin = async (environment: Environment, { byShell, id, ...options }: ShellStart): Promise<SessionId> => {
  const { env, paths, uid, now } = environment
  const pane = options.pane ?? env.TMUX_PANE ?? ''
  const [, socket, pid] = /^(.+),(\d+),-?\d+$/.exec(env.TMUX ?? '') ?? []
  if (socket === undefined || !/^%\d+$/.test(pane)) throw new UsageError('this is not a shell in tmux', 'claude-session start --pane %0 begins a session in a pane')
  const live = sessionOfPane(paths, { ...env, TMUX_PANE: pane })
  if (live !== undefined) {
    writePaneFile(paths.runtime, { serverPid: Number(pid), id: pane }, live, uid)
    return live
  }
  const wanted = id === undefined ? undefined : parseSessionId(id)
  // Somebody may have taken it by now all the same, a rollover that was at work then; the shell learns at its prompt which one it has.
  const free = wanted !== undefined && !takenIds(paths, wanted)(wanted)
  const begun = await start(environment, { ...options, pane, provisional: true, ...(free ? { id: wanted } : {}) })
  ownPane(socket, pane, byShell)
  if (wanted !== undefined) releaseId(paths.sessions, wanted, now().getTime())
  return begun
}

/**
 * `start`, for a shell that has just started in tmux. A pane that a session captures already keeps it; an ID that is taken is no reason to begin none; the pane is made the tool's own; the session
 * gives way to one that is begun by name. Where no user manager recovers at login what a restart of the machine cut off, a process in the background does
 * that now. Out: the session of the pane. Throws as `start` does, and leaves the reason in `start-trouble`.
 */
export const startByShell = async (environment: Environment, options: ShellStart): Promise<SessionId> => {
  const { paths, uid, now, self } = environment
  try {
    const id = await begin(environment, options)
    removeIfExists(startTroubleFile(paths))
    if ((await unitState(id)) === undefined) detach([...self, 'recover'], `${paths.runtime}/recover.log`)
    return id
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    ownDirectory(paths.root, uid)
    replaceFile(startTroubleFile(paths), `${now().toISOString()} ${error.message}${error.hint === undefined ? '' : `. ${error.hint}`}\n`, { durable: false })
    throw error
  }
}
