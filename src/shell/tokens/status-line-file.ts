import { parseTokenStatusLine, type StatusLineReport } from '../../core/tokens/parse-token-status-line.js'
import { ownDirectory } from '../files/own-directory.js'
import { readSmallFile } from '../files/read-small-file.js'
import { writeBeside } from '../files/write-beside.js'

/** What Claude Code's status line was handed, and when, in milliseconds since 1970. */
export type TimedReport = StatusLineReport & { readonly at: number }

const reportFile = (runtime: string, id: string): string => `${runtime}/${id}/statusline.json`
const mostBytes = 65_536

/** The report as the JSON that it came from, with its time: so one parser, which believes nothing, reads both. */
const encode = ({ claudeSession, transcript, model, used, limit, at }: TimedReport): string =>
  `${JSON.stringify({
    at,
    session_id: claudeSession,
    transcript_path: transcript,
    model: { id: model },
    context_window: { context_window_size: limit, current_usage: used === undefined ? null : { input_tokens: used } },
  })}\n`

/** The last report of a session, or undefined. In: the runtime directory; the session. */
export const readStatusLine = (runtime: string, id: string): TimedReport | undefined => {
  const text = readSmallFile(reportFile(runtime, id), mostBytes)
  const report = text === undefined ? undefined : parseTokenStatusLine(text)
  if (text === undefined || report === undefined) return undefined
  const { at } = JSON.parse(text) as { at?: unknown }
  return typeof at === 'number' && Number.isFinite(at) ? { ...report, at } : undefined
}

/** Records a report; several status lines may do so at once. Throws IoError (74), CannotCreateError (73), UnsafeError (77). */
export const writeStatusLine = (runtime: string, id: string, report: TimedReport, uid: number): void => {
  ownDirectory(runtime, uid)
  ownDirectory(`${runtime}/${id}`, uid)
  writeBeside(reportFile(runtime, id), encode(report), uid)
}
