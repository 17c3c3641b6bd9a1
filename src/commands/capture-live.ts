import type { SessionId } from '../core/session-id.js'
import { sessionDirectory } from '../core/paths.js'
import { DataError, UsageError } from '../errors.js'
import { readMarker } from '../shell/marker-file.js'
import { pathExists } from '../shell/path-exists.js'
import { readSettings } from '../shell/settings-files.js'
import { captureSession, type CaptureResult } from './capture-session.js'
import type { Environment } from './environment.js'

/** What was done, and the `history-limit` that the settings advise for panes. */
export interface LiveCapture extends CaptureResult {
  readonly advisedLimit: number
}

/**
 * Captures a live session once, from what its directory says. The caller holds its lock. In: the session; whether it is its last capture.
 * The marker alone is enough for the usual tick; session.toml (and the TOML library) is read only when the marker is missing or leaves the
 * directory out. Out: what was done. Throws UsageError (64) for a session that does not exist, DataError (65), IoError (74), UnavailableError (69).
 */
export const captureLive = async (environment: Environment, id: SessionId, { final }: { readonly final: boolean }): Promise<LiveCapture> => {
  const { paths, now, log } = environment
  const directory = sessionDirectory(paths, id)
  const marker = readMarker(directory, id)
  let source = marker && {
    number: marker.number,
    project: marker.directory,
    address: { socket: marker.socket, serverPid: marker.serverPid, serverStart: marker.serverStart, pane: marker.pane, version: marker.version },
  }
  if (source === undefined || source.project === '') {
    const { readSession } = await import('../shell/session-file.js')
    const record = readSession(directory)
    if (record === undefined) {
      if (!pathExists(directory)) throw new UsageError(`there is no live session ${id}`, 'claude-session list shows all there are')
      throw new DataError(`${directory} has no session.toml: the session was not begun to the end`, `claude-session begin ${id} makes it whole`)
    }
    const { pane } = record
    const address = { socket: pane.socket, serverPid: pane.serverPid, serverStart: pane.serverStart, pane: pane.id, version: pane.version }
    source = { number: record.number, project: record.directory, address: source?.address ?? address }
  }
  const { settings, warnings } = await readSettings({ user: paths.userSettings, project: `${source.project}/.claude-session.toml` })
  for (const warning of warnings) log(4, `${id}: ${warning}`)
  return { ...captureSession({ ...source, id, directory, marker, settings, final, now: now() }), advisedLimit: settings.historyLimit }
}
