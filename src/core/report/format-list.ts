import type { SessionSummary } from '../session/session-summary.js'
import { localTime } from './local-time.js'

const known = ({ id, state, lines, parts, gaps, started, directory }: SessionSummary): string[] => [id, state, String(lines), String(parts), String(gaps), localTime(Date.parse(started)).slice(0, 16), directory]
/** Of a damaged one nothing is known but what is wrong. */
const damaged = ({ id, state, trouble }: SessionSummary): string[] => [id, state, '?', '?', '?', '?', trouble]

/** Sessions to a table for people, one line each, with the times of the reader's own clock. */
export const formatList = (sessions: readonly SessionSummary[]): string => {
  if (sessions.length === 0) return 'No sessions yet. claude-session start begins one in this tmux pane.'
  const rows = [
    ['ID', 'STATE', 'LINES', 'PARTS', 'GAPS', 'STARTED', 'PROJECT'],
    ...sessions.map(session => (session.directory === '' ? damaged(session) : known(session))),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? []
  return rows.map(row => row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ')).join('\n')
}
