/**
 * The end of a pane that is the tool's own: tmux keeps it, with all it showed, until this has captured it. Steps: everything is captured, the screen too; the
 * marker says that the pane is gone, so that nobody looks for it again; the session's end is asked for, and goes on when the pane has closed. A crash before the marker leaves
 * what any tick sees of a pane that ended (a gap); after it, what `end` and the next tick finish.
 */
import { sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import { supervisorLog } from '../core/session/supervisor-log.js'
import { UsageError } from '../errors.js'
import { lockDirectory } from '../shell/files/lock-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { readMarker, writeMarker } from '../shell/parts/marker-file.js'
import { detach } from '../shell/processes/detach.js'
import { sessionOfPane } from '../shell/tmux/session-of-pane.js'
import { captureLive } from './capture-live.js'
import type { Environment } from './environment.js'
import { logCapture } from './log-capture.js'

/** A tick that is at work finishes in well under this; the pane is on the user's screen as long. */
const lockWaitSeconds = 5

/** The last capture of a session, whose lock the caller holds. */
const captureLast = async (environment: Environment, id: SessionId, began: Date): Promise<void> => {
  const directory = sessionDirectory(environment.paths, id)
  const result = await captureLive(environment, id, { final: true, rolls: false })
  logCapture(environment, id, result, began)
  const marker = readMarker(directory, id)
  if (result.gone && marker !== undefined) writeMarker(directory, { ...marker, gone: true })
}

/**
 * `pane-died %N`, as tmux runs it. In: the pane, of the server in $TMUX. In a pane that no session captures it does nothing. Throws 64, 65, 69, 74, 75; the session's end is asked for all the same. Where the session rolls over
 * just now, what the pane shows is the next one's: that is waited for.
 */
export const paneDied = async (environment: Environment, pane: string): Promise<void> => {
  const { paths, env, self, now } = environment
  if (!/^%\d+$/.test(pane)) throw new UsageError(`${JSON.stringify(pane)} is not a pane`, 'tmux runs this; a pane is called %0')
  const find = (): SessionId | undefined => sessionOfPane(paths, { ...env, TMUX_PANE: pane })
  const began = now()
  let id = find()
  try {
    for (let captured = false; id !== undefined && !captured; ) {
      const lock = lockDirectory(sessionDirectory(paths, id), lockWaitSeconds)
      try {
        const found = find()
        captured = lock !== undefined && found === id
        if (captured) await captureLast(environment, id, began)
        id = found
      } finally {
        lock?.release()
      }
    }
  } finally {
    if (id !== undefined && pathExists(sessionDirectory(paths, id))) detach([...self, 'end', id], `${sessionDirectory(paths, id)}/${supervisorLog}`)
  }
}
