import type { ContextBasis } from '../../core/context/context.js'
import { partNumber } from '../../core/session/part-name.js'
import { transcriptCopyNumber } from '../../core/transcript/transcript-copy-name.js'
import { listNames } from '../files/list-names.js'
import { readRecords } from '../transcript/read-records.js'

/** A file that a context is made from. */
export interface ContextSource {
  readonly file: string
  readonly kind: 'copy' | 'agent' | 'part'
  /** Of a part: its number. */
  readonly number: number
  /** Records of before this time are another session's. */
  readonly since: string
}

const numbered = (names: readonly string[], number: (name: string) => number | undefined): { name: string; number: number }[] =>
  names.flatMap(name => (number(name) === undefined ? [] : [{ name, number: number(name) ?? 0 }])).sort((one, other) => one.number - other.number)

/** The first time that a transcript gives, '' when it gives none near its beginning. */
const beginning = (file: string): string => {
  let seen = 0
  for (const { record } of readRecords(file)) {
    if (record !== undefined && record.timestamp !== '') return record.timestamp
    if ((seen += 1) >= 100) break
  }
  return ''
}

/** Records of subagents stand in files of their own since 2.1.x, which are copied like the transcript (copy-beside.ts); before, in the transcript itself. */
const agentFiles = (directory: string, since: string): ContextSource[] =>
  listNames(`${directory}/transcript.d/subagents`)
    .filter(name => /^agent-[\w-]+\.jsonl$/.test(name))
    .sort()
    .map(name => ({ file: `${directory}/transcript.d/subagents/${name}`, kind: 'agent' as const, number: 0, since }))

/**
 * The files that a session's context is made from, in order: the copies of its transcript and its subagents' files; where there is no copy, the parts.
 * In: the session's directory and its number. Throws IoError (74).
 */
export const contextSources = ({ directory, number }: { readonly directory: string; readonly number: number }): { from: ContextBasis; sources: readonly ContextSource[] } => {
  const names = listNames(directory)
  const copies = numbered(names, transcriptCopyNumber).map(copy => ({ file: `${directory}/${copy.name}`, kind: 'copy' as const, number: copy.number, since: '' }))
  if (copies[0] !== undefined) return { from: 'transcript', sources: [...copies, ...agentFiles(directory, beginning(copies[0].file))] }
  return { from: 'scrollback', sources: numbered(names, name => partNumber(number, name)).map(part => ({ file: `${directory}/${part.name}`, kind: 'part' as const, number: part.number, since: '' })) }
}
