import type { ClaudeProcess } from './parse-claude-process.js'
import type { TranscriptOrigin } from './transcript-origin.js'

/** A transcript that is bound to a session of ours. */
export interface BoundTranscript {
  readonly path: string
  /** Claude's session ID. */
  readonly claudeSession: string
}

/** A transcript that may be the pane's, by what it says of itself. */
export interface TranscriptCandidate extends BoundTranscript, TranscriptOrigin {
  readonly modifiedMs: number
}

/** All that is known when a pane's transcript is to be named. */
export interface TranscriptEvidence {
  /** `%7`. */
  readonly paneId: string
  /** The project's directory, as it is called and as it really is. */
  readonly directories: readonly string[]
  /** When our session began, Unix milliseconds. */
  readonly startedMs: number
  /** The Claude Code on the pane's screen, by its process file, and its transcript when that exists yet. */
  readonly shown: (ClaudeProcess & { readonly path: string | undefined }) | undefined
  /** Some Claude Code runs in the pane, whatever is known of it. */
  readonly claude: boolean
  /** All live Claude Codes that have a process file; `inPane` those of this pane. */
  readonly live: readonly (ClaudeProcess & { readonly inPane: boolean })[]
  /** What was bound before, when its file still exists. */
  readonly bound: (BoundTranscript & { readonly modifiedMs: number }) | undefined
  /** Transcripts that other live sessions of ours are bound to. */
  readonly taken: readonly string[]
  /** Process IDs of what looks like Claude Code without a process file: in the pane, and outside of it in the same directory. */
  readonly unknownInPane: readonly number[]
  readonly unknownBeside: readonly number[]
  readonly candidates: readonly TranscriptCandidate[]
}

/** The transcript and by which rule, in words for the journal; or why there is none to bind now. */
export type TranscriptChoice =
  | { readonly found: BoundTranscript & { readonly rule: string } }
  /** `expected`: Claude Code has named its session, and its transcript does not exist yet. */
  | { readonly reason: string; readonly expected?: { readonly claudeSession: string; readonly cwd: string } }

/** So much later than the first word after a `/clear` may Claude Code still write to the file before it. */
const afterwordMs = 10_000

/** The live Claude Code outside of the pane that has taken over what was bound here: `--resume` in another pane. */
const takenOver = ({ bound, live, taken, paneId }: TranscriptEvidence): ClaudeProcess | undefined =>
  bound === undefined
    ? undefined
    : // One that was merely detached from the pane's process tree still names this pane.
      live.find(({ claudeSession, pane, inPane }) => !inPane && claudeSession === bound.claudeSession && (taken.includes(bound.path) || (pane !== '' && pane !== paneId)))

/** The candidates that can be this pane's at all. */
const own = ({ candidates, directories, taken, live, bound }: TranscriptEvidence): TranscriptCandidate[] =>
  candidates.filter(
    ({ path, claudeSession, directory, printed }) =>
      directories.includes(directory) &&
      !printed &&
      path !== bound?.path &&
      !taken.includes(path) &&
      !live.some(other => other.claudeSession === claudeSession),
  )

/** The transcript that a `/clear` began where the bound one ended; the first, when there was one `/clear` after another. */
const successor = (evidence: TranscriptEvidence): TranscriptCandidate | undefined => {
  const { bound, unknownInPane, unknownBeside } = evidence
  if (bound === undefined || unknownInPane.length === 0 || unknownBeside.length > 0) return undefined
  return own(evidence)
    .filter(({ cleared, bornMs, modifiedMs }) => cleared && bornMs !== undefined && bornMs + afterwordMs >= bound.modifiedMs && modifiedMs >= bound.modifiedMs)
    .sort((one, other) => (one.bornMs ?? 0) - (other.bornMs ?? 0))[0]
}

const byContent = (evidence: TranscriptEvidence): TranscriptChoice => {
  const { unknownInPane, unknownBeside, startedMs, claude } = evidence
  // Without this, of several sessions in one directory each would take the transcript of the first that is written to.
  if (unknownInPane.length === 0) return { reason: claude ? 'the Claude Code in the pane has a process file that names no session' : 'no Claude Code runs in the pane' }
  const since = own(evidence).filter(({ modifiedMs }) => modifiedMs >= startedMs)
  const [only] = since
  if (only === undefined) return { reason: `Claude Code (${pids(unknownInPane)}) names no session, and no free transcript of this directory was written since the session began` }
  if (since.length > 1) return { reason: `${since.length} transcripts of this directory were written since the session began: ${names(since)}` }
  if (unknownBeside.length > 0) return { reason: `${only.claudeSession} may be that of another Claude Code in this directory (${pids(unknownBeside)})` }
  return { found: { path: only.path, claudeSession: only.claudeSession, rule: 'it is the only free transcript of this directory that was written since the session began' } }
}

const pids = (processes: readonly number[]): string => `process ${processes.slice(0, 8).join(', ')}`
const names = (candidates: readonly TranscriptCandidate[]): string =>
  candidates.slice(0, 8).map(({ claudeSession }) => claudeSession).join(', ') + (candidates.length > 8 ? ', …' : '')

/**
 * Which transcript is the pane's. In order: that of the Claude Code on its screen; the one bound before, while nothing better is known and no Claude
 * Code elsewhere has resumed it; without a process file (old versions), the `/clear` that follows the bound one, else the only transcript that can be
 * meant. In doubt none: another's is worse than none. `taken` does not speak against the first rule: two terminals may have resumed one session.
 */
export const chooseTranscript = (evidence: TranscriptEvidence): TranscriptChoice => {
  const { shown, bound, paneId } = evidence
  if (shown?.path !== undefined) {
    const confirmed = shown.pane === paneId ? `, and its process file names ${paneId}` : ''
    return { found: { path: shown.path, claudeSession: shown.claudeSession, rule: `Claude Code (process ${shown.pid}) in the pane is in this session${confirmed}` } }
  }
  const waiting = shown === undefined ? '' : `Claude Code (process ${shown.pid}) in the pane is in session ${shown.claudeSession}, which has no transcript yet`
  if (bound !== undefined) {
    const other = takenOver(evidence)
    if (other !== undefined) return { reason: `${bound.claudeSession} was bound before, but Claude Code elsewhere (process ${other.pid}) goes on with it` }
    const next = shown === undefined ? successor(evidence) : undefined
    if (next !== undefined) return { found: { path: next.path, claudeSession: next.claudeSession, rule: 'it begins with the /clear that ended the one bound before' } }
    return { found: { path: bound.path, claudeSession: bound.claudeSession, rule: `it was bound before${waiting === '' ? '' : `; ${waiting}`}` } }
  }
  return shown === undefined ? byContent(evidence) : { reason: waiting, expected: { claudeSession: shown.claudeSession, cwd: shown.cwd } }
}
