/**
 * context.json of a session and `.context_state.<ID>`, which knows how far the transcript was read. Written in this order; a crash after each step leaves:
 *   1. context.json, renamed over the old one   -> a state that does not fit it: the next tick extracts everything anew, to the same result
 *   2. the state                                -> done
 * Both are made of what is in the transcript's copy (or the parts) and nothing else: missing, damaged or of another version, they are made again.
 * The caller holds the session's lock.
 */
import { statSync } from 'node:fs'
import { decodeContextState, encodeContextState, type ContextState, type ReadSource } from '../../core/context/context-state.js'
import { type ContextHead, decodeExtract, encodeContext } from '../../core/context/context-text.js'
import type { Context, ContextBasis } from '../../core/context/context.js'
import { newScreen } from '../../core/context/extract-scrollback.js'
import { type ExtractState, newExtractState } from '../../core/context/extract-state.js'
import { parseContext } from '../../core/context/parse-context.js'
import { cleanText } from '../../core/text/clean-text.js'
import { readBytes } from '../files/read-bytes.js'
import { readIfExists } from '../files/read-if-exists.js'
import { replaceFile } from '../files/replace-file.js'
import { fingerprintAt } from '../parts/inspect-parts.js'
import { contextSources, type ContextSource } from './context-sources.js'
import { extractSource } from './extract-source.js'

/** Whose context is made. */
export interface ContextInput {
  readonly id: string
  /** The session's directory. */
  readonly directory: string
  readonly number: number
  readonly project: string
  readonly previous: string
  readonly redact: boolean
}

/** What a refresh did: the bytes of context.json now, how many lines were read, what could not be understood. */
export interface ContextUpdate {
  readonly bytes: Buffer
  readonly lines: number
  /** Everything was extracted anew. */
  readonly rebuilt: boolean
  readonly warnings: readonly string[]
}

/** The context's file in a session's directory. */
export const contextFile = (directory: string): string => `${directory}/context.json`

const stateFile = (directory: string, id: string): string => `${directory}/.context_state.${id}`

/** The context of a session, live or ended; undefined when there is none that can be read. In: the session's directory. Throws IoError (74). */
export const readContext = (directory: string): Context | undefined => {
  const text = readIfExists(contextFile(directory))
  return text === undefined ? undefined : parseContext(text)
}

interface Progress {
  readonly extract: ExtractState
  readonly state: ContextState
}

const headOf = (input: ContextInput, from: ContextBasis): ContextHead => ({ id: input.id, directory: input.project, previous: input.previous, from })

const fresh = (input: ContextInput, from: ContextBasis): Progress => ({
  extract: newExtractState(input.project, text => cleanText(text, input.redact)),
  state: { context: '', id: input.id, redact: input.redact, from, sources: [], open: [], said: null, did: [], asked: false, why: '', unknownTypes: [], screen: newScreen() },
})

/** A file that is shorter than what was read of it, or other bytes before that point, is not the one that was read. */
const isSame = (source: ReadSource): boolean => fingerprintAt(source.file, source.offset) === source.fingerprint

/** Which file, at which moment: whoever replaces or changes it changes this. */
const identity = (file: string): string => {
  const { ino, size, mtimeNs } = statSync(file, { bigint: true })
  return `${ino}:${size}:${mtimeNs}`
}

const resume = (input: ContextInput, from: ContextBasis, context: Buffer | undefined): Progress | undefined => {
  const stored = context === undefined ? undefined : readIfExists(stateFile(input.directory, input.id))
  if (context === undefined || stored === undefined) return undefined
  const state = decodeContextState(stored, identity(contextFile(input.directory)), input.id, input.redact)
  if (state === undefined || state.from !== from || !state.sources.every(isSame)) return undefined
  const extract = decodeExtract(context, input.project, text => cleanText(text, input.redact))
  for (const call of state.open) extract.open.set(call.id, call)
  return { extract: { ...extract, said: state.said, did: state.did, asked: state.asked, why: state.why, unknownTypes: state.unknownTypes }, state }
}

const readAll = (sources: readonly ContextSource[], progress: Progress): { sources: ReadSource[]; screen: ContextState['screen']; lines: number } => {
  const read: ReadSource[] = []
  let { screen } = progress.state
  let lines = 0
  for (const source of sources) {
    const before = progress.state.sources.find(({ file }) => file === source.file) ?? { file: source.file, offset: 0, line: 0, fingerprint: 0 }
    const after = extractSource(progress.extract, screen, source, before, sources)
    read.push(after.read)
    screen = after.screen
    lines += after.read.line - before.line
  }
  return { sources: read, screen, lines }
}

/**
 * One increment: what is new in the transcript's copies and the subagents' files (without a copy: in the parts) goes into context.json. In: the session; the
 * caller holds its lock. `durable`: read back, and there after a power loss; a tick does without, since the next one makes again what is missing. Out: what was done. Done twice it changes
 * nothing. Throws IoError (74).
 */
export const updateContext = (input: ContextInput, { durable = true } = {}): ContextUpdate => {
  const { from, sources } = contextSources(input)
  const file = contextFile(input.directory)
  const old = readBytes(file, 0)
  const resumed = resume(input, from, old)
  const progress = resumed ?? fresh(input, from)
  const { extract } = progress
  const after = readAll(sources, progress)
  if (resumed !== undefined && after.lines === 0 && old !== undefined) return { bytes: old, lines: 0, rebuilt: false, warnings: [] }
  const bytes = encodeContext(headOf(input, from), extract)
  if (old === undefined || !bytes.equals(old)) replaceFile(file, bytes, { durable })
  const { said, did, asked, why, unknownTypes } = extract
  const state = { id: input.id, redact: input.redact, from, sources: after.sources, open: [...extract.open.values()], said, did, asked, why, unknownTypes, screen: after.screen }
  // Not made durable: without it the next tick reads everything again.
  replaceFile(stateFile(input.directory, input.id), encodeContextState(identity(file), state), { durable: false })
  return { bytes, lines: after.lines, rebuilt: resumed === undefined, warnings: extract.warnings }
}
