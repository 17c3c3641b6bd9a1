import { sessionDirectory, type Paths } from '../../core/paths.js'
import type { SessionId } from '../../core/session/session-id.js'
import { readMarker } from '../parts/marker-file.js'
import { listSessions } from '../session/list-sessions.js'
import { unlessDamaged } from '../session/unless-damaged.js'

/**
 * The live session that captures the pane we run in, by what the sessions' markers say: no process is started, and a variable that was inherited from another
 * pane's shell is not believed. In: where sessions are; the environment with TMUX (`socket,pid,number`) and TMUX_PANE. Out: the session; while one
 * rolls over, the one that goes on. Undefined outside of tmux and in a pane that nobody captures. Throws IoError (74).
 */
export const sessionOfPane = (paths: Paths, env: Readonly<Record<string, string | undefined>>): SessionId | undefined => {
  const [, socket, pid] = /^(.+),(\d+),-?\d+$/.exec(env.TMUX ?? '') ?? []
  if (socket === undefined || !env.TMUX_PANE) return undefined
  const found = listSessions(paths.sessions).flatMap(id => {
    const marker = unlessDamaged(() => readMarker(sessionDirectory(paths, id), id), undefined)
    const ours = marker !== undefined && marker.pane === env.TMUX_PANE && marker.serverPid === Number(pid) && marker.socket === socket
    return ours ? [{ id, number: marker.number }] : []
  })
  return found.sort((one, other) => other.number - one.number)[0]?.id
}
