import { sessionDirectory, type Paths } from '../core/paths.js'
import { isSessionId, type SessionId } from '../core/session-id.js'
import { listSessions } from './list-sessions.js'
import { readMarker } from './marker-file.js'
import { pathExists } from './path-exists.js'

/**
 * The live session of this process: the one in `CLAUDE_SESSION_ID` while it lives, else the one of the pane it runs in. After a rollover the variable names a session that has
 * ended, for as long as Claude runs. No tmux is asked: what the sessions' markers say is enough. In: the environment; the paths. Out: undefined when there is none.
 */
export const paneSession = (env: Readonly<Record<string, string | undefined>>, paths: Paths): SessionId | undefined => {
  const named = env.CLAUDE_SESSION_ID ?? ''
  if (isSessionId(named) && pathExists(`${sessionDirectory(paths, named)}/session.toml`)) return named
  const [, socket, pid] = /^(.+),(\d+),\d+$/.exec(env.TMUX ?? '') ?? []
  const pane = env.TMUX_PANE
  if (socket === undefined || pane === undefined) return undefined
  return listSessions(paths.sessions).find(id => {
    const marker = readMarker(sessionDirectory(paths, id), id)
    return marker !== undefined && !marker.gone && marker.socket === socket && marker.serverPid === Number(pid) && marker.pane === pane
  })
}
