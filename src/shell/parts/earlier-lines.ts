import type { Paths } from '../../core/paths.js'
import { isSessionId } from '../../core/session/session-id.js'
import { sessionField } from '../session/session-field.js'
import { sessionPlace } from '../session/session-place.js'
import { readMarker } from './marker-file.js'
import { readPartTail } from './read-part-tail.js'

/** A lineage of sessions that were ended one right after the other is followed back no further than this. */
const generations = 8
const enoughLines = 1_000

/**
 * The last lines of the sessions before this one in its lineage, oldest first: a session that has just begun has few lines of its own to find its place
 * in the pane by. In: where sessions are; the session's directory. Out: [] for the first of a lineage, or when its history was removed. Throws IoError (74).
 */
export const earlierLines = (paths: Paths, directory: string): readonly string[] => {
  let lines: string[] = []
  let previous = sessionField(directory, 'previous')
  for (let generation = 0; generation < generations && isSessionId(previous) && lines.length < enoughLines; generation += 1) {
    const earlier = sessionPlace(paths, previous)
    const marker = readMarker(earlier, previous)
    if (marker === undefined) return lines
    lines = [...readPartTail(earlier, marker.number, marker), ...lines]
    previous = sessionField(earlier, 'previous')
  }
  return lines
}
