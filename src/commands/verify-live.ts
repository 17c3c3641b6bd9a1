import type { Marker } from '../core/capture/marker.js'
import type { FileProblem, VerifiedSession } from '../core/report/format-verified.js'
import { partName } from '../core/session/part-name.js'
import type { SessionId } from '../core/session/session-id.js'
import type { SessionRecord } from '../core/session/session-record.js'
import { countLines } from '../shell/files/count-lines.js'
import { pathExists } from '../shell/files/path-exists.js'
import { fingerprintAt } from '../shell/parts/inspect-parts.js'
import { markerFile, readMarker } from '../shell/parts/marker-file.js'
import { partNumbers } from '../shell/parts/part-numbers.js'

type Problem = FileProblem['problem']

/** What is told of the part that the marker stands in. What is behind the marker is being written, or the next tick's to repair, and is not looked at. */
const problemOfLast = (directory: string, file: string, marker: Marker, found: { readonly lines: number; readonly bytes: number }): string => {
  if (found.bytes < marker.bytes) return `${found.bytes} bytes, written were ${marker.bytes}`
  if (found.lines !== marker.line) return `${found.lines} lines, written were ${marker.line}`
  return fingerprintAt(`${directory}/${file}`, marker.bytes) === marker.fingerprint ? '' : 'other contents than were written'
}

/**
 * The parts of a live session against its marker, without its lock: a tick may be at work. So the marker is read first; parts only grow behind what it says. In: the session's directory,
 * its ID, what its session.toml says. Throws IoError (74).
 */
export const verifyLive = (directory: string, id: SessionId, record: SessionRecord): VerifiedSession => {
  const marker = readMarker(directory, record.id)
  const parts = partNumbers(directory, record.number)
  const last = marker?.part ?? parts.at(-1) ?? 0
  const problems: FileProblem[] = []
  const tell = (file: string, problem: Problem, detail: string): void => void problems.push({ file, problem, detail })
  if (marker === undefined) {
    const name = markerFile('', record.id).slice(1)
    tell(name, pathExists(`${directory}/${name}`) ? 'differs' : 'missing', 'the next tick makes it anew from the parts')
  }
  let [files, bytes, before] = [0, 0, 0]
  for (let part = 1; part <= last; part += 1) {
    const name = partName(record.number, part)
    const isLast = part === last
    const found = countLines(`${directory}/${name}`, isLast && marker !== undefined ? marker.bytes : Infinity)
    if (found === undefined) {
      // A new part is made when its first line comes.
      if (!isLast || (marker?.bytes ?? 1) > 0) tell(name, 'missing', '')
      continue
    }
    files += 1
    bytes += found.bytes
    if (!isLast) before += found.lines
    if (!isLast && !found.whole) tell(name, 'differs', 'its last line is cut')
    const detail = isLast && marker !== undefined ? problemOfLast(directory, name, marker, found) : ''
    if (detail !== '') tell(name, 'differs', detail)
  }
  // How many lines each full part had is written nowhere; how many they had together is.
  if (marker !== undefined && last > 1 && before !== marker.total - marker.line && !problems.some(({ problem }) => problem === 'missing')) {
    const names = [1, ...(last > 2 ? [last - 1] : [])].map(part => partName(record.number, part)).join(' to ')
    tell(names, 'differs', `${before} lines, written were ${marker.total - marker.line}`)
  }
  return { id, state: 'live', files, bytes, problems }
}
