import { fingerprint, fingerprintBytes } from '../../core/capture/fingerprint.js'
import { readRange } from '../files/read-range.js'

/** What shows that a source is still the one that was copied up to an offset, without reading it all. */
export interface SourcePrints {
  readonly head: number
  readonly tail: number
}

/** The fingerprints of an open file's first bytes and of those before `offset`; undefined when it is shorter. Throws the errno of the call that failed. */
export const sourcePrints = (fd: number, offset: number): SourcePrints | undefined => {
  const size = Math.min(offset, fingerprintBytes)
  const [head, tail] = [readRange(fd, 0, size), readRange(fd, offset - size, offset)]
  return head === undefined || tail === undefined ? undefined : { head: fingerprint(head), tail: fingerprint(tail) }
}
