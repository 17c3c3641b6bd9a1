import { statSync } from 'node:fs'
import type { SessionId } from '../../core/session/session-id.js'
import type { TokenMemory } from '../../core/tokens/token-memory.js'
import { DataError } from '../../errors.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { readMarker } from '../parts/marker-file.js'
import type { PaneAddress } from '../tmux/take-snapshot.js'
import { readTranscriptMarker } from '../transcript/transcript-marker-file.js'

/** What the token tick looks at. */
export interface TokenTarget {
  readonly address: Omit<PaneAddress, 'version'>
  readonly project: string
  /** Claude's transcript, '' for none. */
  readonly transcript: string
  /** The transcript that session.toml names, and which session.toml that is: to be remembered. */
  readonly session: NonNullable<TokenMemory['session']>
  /** The grid row behind the last committed line, where that is known. */
  readonly row: number | undefined
}

/** Which session.toml this is: it is only ever replaced whole. */
const stampOf = (file: string): string => {
  try {
    const { ino, size, mtimeMs } = statSync(file)
    return `${ino}:${size}:${mtimeMs}`
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ''
    throw ioError('Looking at', file, error)
  }
}

/**
 * A live session's pane, project and transcript, from its markers and from what was remembered of session.toml: that is read, and the TOML library loaded, only when
 * it has changed, or when the marker is missing. In: the session's directory; the session; what the last tick remembered. Throws DataError (65) when the session was not begun to
 * the end, IoError (74).
 */
export const tokenTarget = async (directory: string, id: SessionId, known: TokenMemory['session']): Promise<TokenTarget> => {
  const marker = readMarker(directory, id)
  const bound = readTranscriptMarker(directory, id)?.source
  const stamp = stampOf(`${directory}/session.toml`)
  if (marker !== undefined && marker.directory !== '' && stamp !== '' && known?.stamp === stamp) {
    const { socket, serverPid, serverStart, pane } = marker
    return { address: { socket, serverPid, serverStart, pane }, project: marker.directory, transcript: bound ?? known.transcript, session: known, row: marker.row }
  }
  const { readSession } = await import('../session/session-file.js')
  const record = readSession(directory)
  if (record === undefined) throw new DataError(`${directory} has no session.toml: the session was not begun to the end`, `claude-session begin ${id} makes it whole`)
  const { socket, serverPid, serverStart, id: pane } = record.pane
  return { address: { socket, serverPid, serverStart, pane }, project: record.directory, transcript: bound ?? record.transcript, session: { stamp, transcript: record.transcript }, row: marker?.row }
}
