import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildHandoff } from '../../src/core/handoff/build-handoff.js'
import { retainedIn, type Remembered, type Retained } from '../../src/core/handoff/retained-in.js'
import { readContext, updateContext } from '../../src/shell/context/context-file.js'
import { rawRecord, retentionTruth } from './retention-truth.js'

/** Definitions of all this: test/bench/retention.ts. */
export interface Stretch {
  readonly file: string
  /** Which boundary of the file ends it, from 1; 0: the end of the file. */
  readonly boundary: number
  readonly lines: readonly string[]
  readonly summary: string | undefined
  readonly directory: string
}

export interface Measured {
  readonly stretch: Omit<Stretch, 'lines'>
  readonly handoffLength: number
  readonly summary: readonly Retained[] | undefined
  readonly handoff: readonly Retained[]
  readonly context: readonly Retained[]
  /** What the hand-off promises whatever else there is: the last 20 files read, the last 10 commands. */
  readonly last: readonly Retained[]
}

const summaryText = (line: string): string | undefined => {
  const record = rawRecord(line)
  if (record?.isCompactSummary !== true) return undefined
  const content = (record.message as { content?: unknown } | undefined)?.content
  return typeof content === 'string' ? content : JSON.stringify(content)
}

/** A transcript cut at its boundaries. */
export const stretchesOf = (file: string): Stretch[] => {
  const lines = readFileSync(file, 'utf8').split('\n').filter(line => line !== '')
  const directory = lines.map(line => rawRecord(line)?.cwd).find((cwd): cwd is string => typeof cwd === 'string' && cwd !== '') ?? ''
  const at = lines.flatMap((line, index) => (line.includes('"compact_boundary"') && rawRecord(line)?.subtype === 'compact_boundary' && rawRecord(line)?.isSidechain !== true ? [index] : []))
  const ends = [...at, lines.length]
  return ends.map((end, index) => ({
    file,
    boundary: end === lines.length ? 0 : index + 1,
    lines: lines.slice(index === 0 ? 0 : ends[index - 1], end),
    summary: end === lines.length ? undefined : lines.slice(end, ends[index + 1]).map(summaryText).find(text => text !== undefined),
    directory,
  }))
}

const stringsIn = (value: unknown): string[] => (typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [])

const lastOf = (truth: Remembered): Remembered => ({ ...truth, filesModified: [], prompts: [], corrections: [], filesRead: truth.filesRead.slice(-20), commands: truth.commands.slice(-10) })

/** What is kept of a stretch, by the tool's own ways over the disk. */
export const measure = ({ lines, ...stretch }: Stretch): Measured => {
  const home = mkdtempSync(join(tmpdir(), 'retention-'))
  try {
    writeFileSync(join(home, 'transcript.jsonl'), lines.map(line => `${line}\n`).join(''))
    updateContext({ id: 'measured', directory: home, number: 1, project: stretch.directory, previous: '', redact: true })
    const context = readContext(home)
    if (context === undefined) throw new Error(`${stretch.file}: no context`)
    const place = '/home/user/.local/state/claude-session/history/claude-project-1763850000'
    const text = buildHandoff(context, { context: `${place}/context.json`, transcript: `${place}/transcript.jsonl`, scrollback: `${place}/session_*_PART*.md` })
    const truth = retentionTruth(lines, stretch.directory)
    const summary = stretch.summary === undefined ? undefined : retainedIn(truth, stretch.summary)
    return { stretch, handoffLength: text.length, summary, handoff: retainedIn(truth, text), context: retainedIn(truth, stringsIn(context).join('\n')), last: retainedIn(lastOf(truth), text) }
  } finally {
    rmSync(home, { recursive: true })
  }
}
