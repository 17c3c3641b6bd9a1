import type { LastUsage } from './token-usage-scan.js'
import type { StatusLineReport } from './parse-token-status-line.js'
import type { TokenReminder } from './parse-token-reminder.js'
import type { TokenSource } from './token-budget.js'

/** What each source says; undefined where it says nothing. Times in milliseconds since 1970. */
export interface TokenSources {
  readonly statusLine: (StatusLineReport & { readonly at: number }) | undefined
  readonly transcript: LastUsage | undefined
  /** The transcript that was read, '' for none. */
  readonly transcriptPath: string
  readonly pane: (TokenReminder & { readonly at: number }) | undefined
}

/** The figure to believe. `limit` is the window as the source itself names it. */
export interface TokenFigure {
  readonly source: TokenSource
  readonly used: number | undefined
  readonly limit: number | undefined
  readonly model: string
  readonly at: number | undefined
}

/** A transcript is called after its conversation; the directories before it may be named in two ways, through links. */
const conversation = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

const fromStatusLine = (said: NonNullable<TokenSources['statusLine']>): TokenFigure => ({ source: 'statusline', used: said.used, limit: said.limit, model: said.model, at: said.at })

/** After a compaction in this very conversation. Its own count stands until an answer is written; one that does not count leaves it to a status line that is newer and has dropped. */
const afterBoundary = (boundary: LastUsage, said: TokenSources['statusLine']): TokenFigure => {
  const dropped = said?.used !== undefined && (boundary.before === undefined || said.used < boundary.before)
  if (boundary.used === undefined && said !== undefined && dropped && said.at > (boundary.at ?? 0)) return fromStatusLine(said)
  return { source: 'compact', used: boundary.used, limit: undefined, model: boundary.model, at: boundary.at }
}

/**
 * Which source to believe: the status line, unless the transcript knows something newer; a compaction's own count, which nothing but the next answer
 * replaces (a status line that is drawn right after it may still show what was there before, or nothing); the last answer; a reminder in the pane. Out:
 * undefined when nobody knows.
 */
export const tokenChoice = ({ statusLine, transcript, transcriptPath, pane }: TokenSources): TokenFigure | undefined => {
  const elsewhere = statusLine !== undefined && statusLine.transcript !== '' && transcriptPath !== '' && conversation(statusLine.transcript) !== conversation(transcriptPath)
  const newer = statusLine !== undefined && statusLine.at >= (transcript?.at ?? 0)
  // A conversation of which only the status line knows: after a /clear the old transcript tells nothing any more, even when the new one is still empty.
  if (elsewhere && newer) return statusLine.used === undefined ? undefined : fromStatusLine(statusLine)
  if (transcript?.kind === 'boundary') return afterBoundary(transcript, elsewhere ? undefined : statusLine)
  if (statusLine?.used !== undefined && newer) return fromStatusLine(statusLine)
  if (transcript !== undefined) return { source: 'transcript', used: transcript.used, limit: undefined, model: transcript.model, at: transcript.at }
  return pane === undefined ? undefined : { source: 'pane', used: pane.used, limit: pane.limit, model: '', at: pane.at }
}
