/**
 * What the parts say, checked against the marker. Three cases, told apart by the marker's byte count and the fingerprint of what precedes it:
 * the parts end where the marker says (the usual tick: one stat and one small read); they go on behind it (a tick was killed between
 * append and marker: those lines count); or they are not the ones the marker was written for (it is missing or foreign, or a hand
 * changed them): then the parts are counted from the start and the marker's numbers are not used.
 */
import { closeSync, constants, fsyncSync, openSync, statSync } from 'node:fs'
import { fingerprint, fingerprintBytes } from '../../core/capture/fingerprint.js'
import type { Marker } from '../../core/capture/marker.js'
import { partName } from '../../core/session/part-name.js'
import { countNewlines } from '../../core/text/count-newlines.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { readBytes } from '../files/read-bytes.js'
import { syncDirectory } from '../files/sync-directory.js'
import { partNumbers } from './part-numbers.js'
import { repairPart } from './repair-part.js'

/** Where the parts end, and what the marker does not know yet. */
export interface PartsState {
  readonly part: number
  readonly line: number
  readonly bytes: number
  readonly total: number
  /** Lines that stand behind the marker's position. */
  readonly uncommitted: readonly string[]
  /** Whether the marker belongs to these parts. */
  readonly trusted: boolean
  /** What was found damaged, in words, when something was. */
  readonly damage?: string
}

const sizeOf = (file: string): number => {
  try {
    return statSync(file).size
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return -1
    throw ioError('Looking at', file, error)
  }
}

const toLines = (bytes: Buffer): string[] => bytes.toString('utf8').split('\n').slice(0, -1)

/** The fingerprint of a part at byte `bytes`; 0 at its start. */
export const fingerprintAt = (file: string, bytes: number): number | undefined => {
  if (bytes === 0) return 0
  const before = readBytes(file, Math.max(0, bytes - fingerprintBytes), bytes)
  return before?.length === Math.min(bytes, fingerprintBytes) ? fingerprint(before) : undefined
}

/**
 * Lines that a killed tick left may not be on the disk yet, and no later append need touch their part: before they are taken for
 * written, they are made durable, and the part's name with them.
 */
const makeDurable = (directory: string, file: string): void => {
  try {
    const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    syncDirectory(directory)
  } catch (error) {
    throw ioError('Making durable', file, error)
  }
}

const scan = (directory: string, number: number, marker: Marker | undefined): PartsState => {
  const parts = partNumbers(directory, number)
  let state: PartsState = { part: 1, line: 0, bytes: 0, total: 0, uncommitted: [], trusted: false }
  for (const part of parts) {
    const file = `${directory}/${partName(number, part)}`
    const bytes = readBytes(file, 0) ?? Buffer.alloc(0)
    const { good, aside } = part === parts.at(-1) ? repairPart(file, 0, bytes) : { good: bytes, aside: undefined }
    makeDurable(directory, file)
    const line = countNewlines(good)
    state = { ...state, part, line, bytes: good.length, total: state.total + line, ...(aside === undefined ? {} : { damage: `damaged lines are in ${aside}` }) }
  }
  if (marker === undefined || state.damage !== undefined) return state
  const known = `the parts hold ${state.total} lines where ${marker.total} were written: they were changed by something else`
  return { ...state, damage: known }
}

/**
 * Where the parts of session number `number` end. Repairs a torn or damaged end on the way. In: the session's directory; the marker, if there
 * is a valid one. Throws IoError (74).
 */
export const inspectParts = (directory: string, number: number, marker: Marker | undefined): PartsState => {
  if (marker === undefined) return scan(directory, number, marker)
  const { part, line, bytes, total } = marker
  const file = `${directory}/${partName(number, part)}`
  const size = Math.max(0, sizeOf(file))
  const follows = sizeOf(`${directory}/${partName(number, part + 1)}`) >= 0
  if (size < bytes || fingerprintAt(file, bytes) !== marker.fingerprint) return scan(directory, number, marker)
  if (size === bytes && !follows) return { part, line, bytes, total, uncommitted: [], trusted: true }
  let state: PartsState = { part, line, bytes, total, uncommitted: [], trusted: true }
  for (let next = part; ; next += 1) {
    const nextFile = `${directory}/${partName(number, next)}`
    const from = next === part ? bytes : 0
    const behind = readBytes(nextFile, from)
    if (behind === undefined) return state
    const { good, aside } = repairPart(nextFile, from, behind)
    makeDurable(directory, nextFile)
    const lines = toLines(good)
    state = {
      part: next,
      line: (next === part ? line : 0) + lines.length,
      bytes: from + good.length,
      total: state.total + lines.length,
      uncommitted: [...state.uncommitted, ...lines],
      trusted: true,
      ...(aside === undefined ? {} : { damage: `damaged lines are in ${aside}` }),
    }
  }
}
