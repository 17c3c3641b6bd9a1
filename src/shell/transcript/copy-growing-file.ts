/**
 * A JSONL file of Claude's that only grows, copied beside: a subagent's transcript. There is no marker: the copy is the source's beginning, so its size says where to go on,
 * and its two ends say whether that is still so. A torn line that a killed run left is the beginning of the line that comes again. A source that
 * was rewritten goes on in `<name>.2`, from its start.
 */
import { closeSync, constants, openSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { appendRanges } from '../files/append-ranges.js'
import { errorCode } from '../files/error-code.js'
import { readLines } from '../files/read-lines.js'
import { sameBytes } from './follow-copy.js'

// So much of each end of the copy is compared.
const endBytes = 1 << 16

const latest = (target: string): number =>
  readdirSync(dirname(target)).reduce((found, name) => {
    const version = name.startsWith(`${basename(target)}.`) ? Number(name.slice(basename(target).length + 1)) : 0
    return Number.isSafeInteger(version) && version > found ? version : found
  }, 1)

const sizeOf = (file: string): number => {
  try {
    return statSync(file).size
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0
    throw error
  }
}

const begins = (copy: string, size: number, source: number): boolean => {
  if (size === 0) return true
  const fd = openSync(copy, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const length = Math.min(size, endBytes)
    return sameBytes(fd, 0, source, 0, length) && sameBytes(fd, size - length, source, size - length, length)
  } finally {
    closeSync(fd)
  }
}

const lastEnd = (fd: number, from: number): number => {
  let end = from
  for (const line of readLines(fd, from, 0)) end = line.end
  return end
}

/** Appends the new whole lines of the open file `source` to the copy `target` (or its next version). Out: the bytes copied. Throws IoError (74) or the errno of the call that failed. */
export const copyGrowingFile = (source: number, target: string): number => {
  const version = latest(target)
  const named = (number: number): string => (number === 1 ? target : `${target}.${number}`)
  const size = sizeOf(named(version))
  const follows = begins(named(version), size, source)
  const from = follows ? size : 0
  const end = lastEnd(source, from)
  if (end > from) appendRanges(named(follows ? version : version + 1), source, [{ offset: from, end }])
  return end - from
}
