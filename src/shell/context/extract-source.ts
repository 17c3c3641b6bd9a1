import { closeSync } from 'node:fs'
import { basename } from 'node:path'
import type { ReadSource } from '../../core/context/context-state.js'
import { extractRecord } from '../../core/context/extract-record.js'
import { extractScrollback, type Screen } from '../../core/context/extract-scrollback.js'
import type { ExtractState } from '../../core/context/extract-state.js'
import { cleanLine } from '../../core/text/clean-line.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { openRegular } from '../files/open-regular.js'
import { readLines } from '../files/read-lines.js'
import { fingerprintAt } from '../parts/inspect-parts.js'
import { readRecords } from '../transcript/read-records.js'
import type { ContextSource } from './context-sources.js'

const longestLine = 1 << 20

/** How far a file was read, and the screen's block after it. */
export interface SourceProgress {
  readonly read: ReadSource
  readonly screen: Screen
}

/**
 * The records that the copies before this one hold: a transcript that was replaced by a rewritten one says most things again. Read once, when a copy is begun.
 */
const knownBefore = (source: ContextSource, before: ReadSource, all: readonly ContextSource[]): ReadonlySet<string> => {
  const known = new Set<string>()
  if (source.kind !== 'copy' || before.offset > 0) return known
  for (const other of all) {
    if (other.kind !== 'copy' || other.number >= source.number) continue
    for (const { record } of readRecords(other.file)) if (record !== undefined && record.uuid !== '') known.add(record.uuid)
  }
  return known
}

const extractTranscript = (state: ExtractState, source: ContextSource, before: ReadSource, known: ReadonlySet<string>): { offset: number; line: number } => {
  const name = basename(source.file)
  let { offset, line } = before
  for (const found of readRecords(source.file, offset)) {
    line += 1
    offset = found.end
    if (found.record !== undefined && (known.has(found.record.uuid) || found.record.timestamp < source.since)) continue
    // A subagent's own file need not say in each record whose it is.
    const record = source.kind === 'agent' && found.record !== undefined ? { ...found.record, sidechain: true } : found.record
    extractRecord(state, record, { file: name, line })
  }
  return { offset, line }
}

const extractPart = (state: ExtractState, screen: Screen, source: ContextSource, before: ReadSource): { offset: number; line: number; screen: Screen } => {
  const opened = openRegular(source.file)
  let [{ offset, line }, block] = [before, screen]
  if (opened === undefined) return { offset, line, screen }
  try {
    for (const found of readLines(opened.fd, offset, longestLine)) {
      line += 1
      offset = found.end
      block = extractScrollback(state, block, cleanLine(found.bytes?.toString('utf8') ?? ''), { part: source.number, line })
    }
    return { offset, line, screen: block }
  } catch (error) {
    throw errorCode(error) === undefined ? error : ioError('Reading', source.file, error)
  } finally {
    closeSync(opened.fd)
  }
}

/**
 * What is new in one file goes into the extraction. In: the extraction, which is changed; the screen's block so far; the file; how far it was read; all files. Out: how
 * far it is read now. Throws IoError (74).
 */
export const extractSource = (state: ExtractState, screen: Screen, source: ContextSource, before: ReadSource, all: readonly ContextSource[]): SourceProgress => {
  const after =
    source.kind === 'part' ? extractPart(state, screen, source, before) : { ...extractTranscript(state, source, before, knownBefore(source, before, all)), screen }
  return { read: { file: source.file, offset: after.offset, line: after.line, fingerprint: fingerprintAt(source.file, after.offset) ?? 0 }, screen: after.screen }
}
