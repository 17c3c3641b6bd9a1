import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { usageScan, type LastUsage } from '../../core/tokens/token-usage-scan.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'

/** A piece of the file at first, and at most: most transcripts tell what is asked in their last 64 KB; a picture in them takes more. */
const [leastPiece, mostPiece] = [65_536, 1_048_576]

/** After so many bytes from the end with no answer in them, it is given up: nobody talks that long to himself. */
const mostBytes = 33_554_432

const newline = 0x0a

/** Lines that can say something about the context: of a long transcript most cannot, and parsing is what costs. */
const tells = (line: Buffer): boolean => line.includes('"usage"') || line.includes('compact_boundary')

/** Reads a piece, or what is left of it where the file has become shorter meanwhile. */
const readPiece = (fd: number, from: number, length: number): Buffer => {
  const piece = Buffer.allocUnsafe(length)
  for (let at = 0; at < length; ) {
    const got = readSync(fd, piece, at, length - at, from + at)
    if (got === 0) return piece.subarray(0, at)
    at += got
  }
  return piece
}

/** Gives the lines of `piece` to `take`, newest first. `rest`: what follows it of a line that began in it. Out: the begun line that is left, and whether to go on. */
const takeLines = (piece: Buffer, rest: readonly Buffer[], take: (line: string) => boolean): { left: readonly Buffer[]; more: boolean } => {
  let left = rest
  let end = piece.length
  let more = true
  for (let at = piece.lastIndexOf(newline); at !== -1; at = at === 0 ? -1 : piece.lastIndexOf(newline, at - 1)) {
    const line = Buffer.concat([piece.subarray(at + 1, end), ...left])
    // The piece is in memory anyway: an answer may be a copy of one before a compaction that stands some lines above.
    if (tells(line) && !take(line.toString('utf8'))) more = false
    left = []
    end = at
  }
  return { left: [piece.subarray(0, end), ...left], more }
}

/**
 * The newest usage or compaction of Claude's transcript, read from its end in pieces, never the whole file. In: its path. Out: what was found, with the
 * file's own time where the record has none; undefined when there is no such file, it is not a regular one, or nothing is in it. A last line without its
 * newline counts when it is whole. Throws IoError (74).
 */
export const lastUsage = (file: string): LastUsage | undefined => {
  let fd: number
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY)
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw ioError('Reading', file, error)
  }
  try {
    const { size, mtimeMs, ...stat } = fstatSync(fd)
    if ((stat.mode & constants.S_IFMT) !== constants.S_IFREG) return undefined
    const { take, found } = usageScan()
    let left: readonly Buffer[] = []
    let more = true
    let length = leastPiece
    for (let end = size; more && end > 0 && size - end < mostBytes; length = Math.min(length * 2, mostPiece)) {
      const from = Math.max(0, end - length)
      ;({ left, more } = takeLines(readPiece(fd, from, end - from), left, take))
      end = from
      if (end > 0) continue
      const first = Buffer.concat([...left])
      if (tells(first)) take(first.toString('utf8'))
    }
    const usage = found()
    return usage === undefined || usage.at !== undefined ? usage : { ...usage, at: mtimeMs }
  } catch (error) {
    throw errorCode(error) === undefined ? error : ioError('Reading', file, error)
  } finally {
    closeSync(fd)
  }
}
