import type { Paths } from '../../core/paths.js'
import { isSessionId } from '../../core/session/session-id.js'
import { sessionField } from '../session/session-field.js'
import { sessionPlace } from '../session/session-place.js'

/** A lineage is followed back no further than this: hooks do not come so late. */
const generations = 64

/**
 * The transcripts that the sessions before this one in its lineage ended with, the latest first. In: where sessions are; the session's directory. Out: [] for the first of a
 * lineage, or when its history was removed. Throws IoError (74).
 */
export const earlierTranscripts = (paths: Paths, directory: string): readonly string[] => {
  const found: string[] = []
  let previous = sessionField(directory, 'previous')
  while (found.length < generations && isSessionId(previous)) {
    const earlier = sessionPlace(paths, previous)
    found.push(sessionField(earlier, 'transcript'))
    previous = sessionField(earlier, 'previous')
  }
  return found
}
