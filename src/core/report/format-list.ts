import type { SessionSummary } from '../session/session-summary.js'

/** Sessions to a table for people, one line each. */
export const formatList = (sessions: readonly SessionSummary[]): string => {
  if (sessions.length === 0) return 'No sessions yet. claude-session start begins one in this tmux pane.'
  const rows = [
    ['ID', 'STATE', 'LINES', 'PARTS', 'GAPS', 'STARTED', 'PROJECT'],
    ...sessions.map(({ id, state, lines, parts, gaps, started, directory }) => [id, state, String(lines), String(parts), String(gaps), started.slice(0, 16).replace('T', ' '), directory]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? []
  return rows.map(row => row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ')).join('\n')
}
