import { partName } from '../../core/session/part-name.js'
import type { PartEnd } from '../../core/session/split-parts.js'
import { readBytes } from '../files/read-bytes.js'

/** So much text is enough to find a place by content, and little enough to read when it must be. */
const tailBytes = 262_144
const tailLines = 4_000

/**
 * The last lines of the parts (at most 4,000 lines or 256 KB, unless all are wanted), oldest first. In: the session's directory and number, where the parts
 * end.
 */
export const readPartTail = (directory: string, number: number, end: PartEnd & { readonly bytes: number }, { all = false } = {}): string[] => {
  let lines: string[] = []
  let left = all ? Number.MAX_SAFE_INTEGER : tailBytes
  const most = all ? Infinity : tailLines
  for (let part = end.part; part >= 1 && left > 0 && lines.length < most; part -= 1) {
    const file = `${directory}/${partName(number, part)}`
    const whole = part === end.part ? readBytes(file, Math.max(0, end.bytes - left), end.bytes) : lastBytes(file, left)
    if (whole === undefined) continue
    const cut = whole.length === left
    // The first line may have been cut by where the reading began.
    const text = whole.toString('utf8').split('\n').slice(cut ? 1 : 0, -1)
    lines = [...text, ...lines]
    left -= whole.length
  }
  return lines.slice(-most)
}

const lastBytes = (file: string, count: number): Buffer | undefined => {
  const bytes = readBytes(file, 0)
  return bytes?.subarray(Math.max(0, bytes.length - count))
}
