/**
 * The end of a pane that is the tool's own: tmux keeps it, with all it showed, until this has captured it. Steps: everything is captured, the screen too; the
 * marker says that the pane is gone, so that nobody looks for it again; the session's end is asked for, and goes on when the pane has closed. A crash before the marker leaves
 * what any tick sees of a pane that ended (a gap); after it, what `end` and the next tick finish.
 */
import { sessionDirectory } from '../core/paths.js'
import { UsageError } from '../errors.js'
import { lockDirectory } from '../shell/files/lock-directory.js'
import { readMarker, writeMarker } from '../shell/parts/marker-file.js'
import { detach } from '../shell/processes/detach.js'
import { sessionField } from '../shell/session/session-field.js'
import { sessionOfPane } from '../shell/tmux/session-of-pane.js'
import { captureLive } from './capture-live.js'
import type { Environment } from './environment.js'
import { supervisorLog } from './freeze-session.js'
import { logCapture } from './log-capture.js'

/** A tick that is at work finishes in well under this; the pane is on the user's screen as long. */
const lockWaitSeconds = 5

/** `pane-died %N`, as tmux runs it. In: the pane, of the server in $TMUX. In a pane that no session captures it does nothing. Throws 64, 65, 69, 74, 75; the session's end is asked for all the same. */
export const paneDied = async (environment: Environment, pane: string): Promise<void> => {
  const { paths, env, self, now } = environment
  if (!/^%\d+$/.test(pane)) throw new UsageError(`${JSON.stringify(pane)} is not a pane`, 'tmux runs this; a pane is called %0')
  const id = sessionOfPane(paths, { ...env, TMUX_PANE: pane })
  if (id === undefined) return
  const directory = sessionDirectory(paths, id)
  try {
    const began = now()
    const lock = lockDirectory(directory, lockWaitSeconds)
    // Ended by somebody else, or at a boundary: its end is not this pane's.
    if (lock === undefined || sessionField(directory, 'next') !== '') return lock?.release()
    try {
      const result = await captureLive(environment, id, { final: true, rolls: false })
      logCapture(environment, id, result, began)
      const marker = readMarker(directory, id)
      if (result.gone && marker !== undefined) writeMarker(directory, { ...marker, gone: true })
    } finally {
      lock.release()
    }
  } finally {
    detach([...self, 'end', id], `${directory}/${supervisorLog}`)
  }
}
